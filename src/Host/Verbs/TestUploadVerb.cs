using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;

namespace VizPipeline.Host;

/// <summary>Proves that publishing works, from the settings to both providers and back.</summary>
internal sealed class TestUploadVerb : Verb
{
    private const int RandomBytes = 8;

    public override string Name => "test-upload";

    public override string Description => "Proves that publishing works: settings, a small picture up, its CID, a key written and read, both removed again; touches no live key";

    public override ImmutableArray<string> Examples => ["viz test-upload", "viz test-upload --json", "viz rehearse -- viz test-upload"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var steps = new List<ChainStep>();
        try
        {
            foreach (var setting in PublishReader.Needed) Tell(Step(call.Reading, setting));
            using var providers = Providers.OpenBriefly(call.Settings, call.Clock) ?? throw Providers.Off(call.Settings);

            var picture = new TestPicture(call.Clock.GetCurrentInstant(), RandomNumberGenerator.GetBytes(RandomBytes));
            var test = new ChainTest(providers.Pinata.Pins, providers.Cloudflare.Names, picture, TimeProvider.System, Tell);
            if (await test.RunAsync(call.Stop.Drain, cancel)) return ExitCode.Clean;

            call.Output.Fail("Pinata computes another CID than this program: pictures can be published, but repeats are not recognised by their bytes");
            return ExitCode.SomeFailed;
        }
        finally
        {
            if (call.WantsJson) call.Output.Json(new { passed = steps.TrueForAll(step => step.Passed != false), steps = steps.Select(step => step.Document()) });
        }

        void Tell(ChainStep step)
        {
            steps.Add(step);
            if (!call.WantsJson) call.Output.Line(step.Line());
        }
    }

    // Where it came from, never what it is.
    private static ChainStep Step(SettingsReading reading, Setting setting)
    {
        var value = reading.Values.Single(value => value.Setting == setting);
        var isWrong = reading.Problems.Any(problem => problem.StartsWith($"{setting.Variable} ", StringComparison.Ordinal) || problem.StartsWith($"{setting.Key} ", StringComparison.Ordinal));
        return value.Shown is null ? new(setting.Name, false, "not set") : new(setting.Name, !isWrong, value.Provenance);
    }
}
