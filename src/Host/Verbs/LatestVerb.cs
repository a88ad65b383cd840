using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Prints what the index says is the latest picture.</summary>
internal sealed class LatestVerb : Verb
{
    private static readonly Argument<string> SensorName = new("SENSOR") { Description = "A configured sensor" };
    private static readonly Argument<string> Interval = new("INTERVAL") { Description = "daily, hourly or cumulative" };

    public override string Name => "latest";

    public override string Description => "Prints the index value of the latest picture, as it is: one JSON document; from Cloudflare where uploading is on";

    public override ImmutableArray<string> Examples => ["viz latest temperature daily"];

    public override ImmutableArray<Argument> Arguments => [SensorName, Interval];

    // The value is JSON already; the option is there so that scripts may always give it.
    public override ImmutableArray<Option> Options => [GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var sensor = wiring.SensorNamed(call.Value(SensorName)!);
        var kind = WindowKinds.Parse(call.Value(Interval)!) ?? throw new UsageException($"INTERVAL {Plain.Of(call.Value(Interval)!)}: it must be daily, hourly or cumulative");
        var key = wiring.Names.LatestKey(sensor.Name, kind);
        if (await FindAsync(call, wiring, key, cancel) is { } value)
        {
            call.Output.Line(value);
            return ExitCode.Clean;
        }

        call.Output.Fail($"{key}: nothing is published yet");
        return ExitCode.SomeFailed;
    }

    // Where uploading is on, readers see the provider's index, which may be behind ours.
    private static async Task<string?> FindAsync(Invocation call, Wiring wiring, string key, CancellationToken cancel)
    {
        using var providers = Providers.OpenBriefly(call.Settings, call.Clock);
        if (providers is not null) return await providers.Cloudflare.Names.FindAsync(key, cancel);

        await using var home = SeenHome.Open(wiring.Home);
        return await home.Names.FindAsync(key, cancel);
    }
}
