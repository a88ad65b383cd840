using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>What <c>viz</c> can do, in the order of its help page.</summary>
internal static class AllVerbs
{
    public static ImmutableArray<Verb> List { get; } = [
        new DemoVerb(), new ImportVerb(), new SyncVerb(), new GenerateVerb(), new BackfillVerb(), new RunVerb(),
        new StatusVerb(), new StatsVerb(), new LatestVerb(), new VerifyVerb(),
        new ServeVerb(), new PublishVerb(), new TestUploadVerb(), new RehearseVerb(), new HealthVerb(), new ConfigVerb(),
    ];
}
