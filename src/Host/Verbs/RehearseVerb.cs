using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Doubles;

namespace VizPipeline.Host;

/// <summary>Plays Pinata and Cloudflare KV on this machine, so that publishing can be rehearsed.</summary>
internal sealed class RehearseVerb : Verb
{
    private const int LongestLatency = 60_000;
    private static readonly Argument<string[]> Command = new("COMMAND") { Description = "Runs this, after --, with the settings in its environment, and ends with it", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<int> Latency = new("--latency") { Description = "Milliseconds that every request takes", HelpName = "ms", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> PerMinute = new("--requests-per-minute") { Description = "Requests that Pinata lets in a minute; 0 is no limit", HelpName = "n", DefaultValueFactory = _ => 60 };
    private static readonly Option<ulong?> FaultSeed = new("--faults") { Description = "Let one request in five go wrong, by chance from this seed [none does]", HelpName = "seed" };
    private static readonly Option<int?> Seconds = new("--seconds") { Description = "End after this long [at Ctrl-C]", HelpName = "n" };

    public override string Name => "rehearse";

    public override string Description => "Plays Pinata and Cloudflare KV on this machine, with their rules; prints the settings that publish to them";

    public override ImmutableArray<string> Examples =>
    [
        "viz rehearse",
        "viz rehearse -- viz backfill --home rehearsal",
        "viz rehearse --latency 200 --requests-per-minute 500",
        "viz rehearse --faults 7",
        "viz rehearse --seconds 60 --json",
    ];

    public override ImmutableArray<Argument> Arguments => [Command];

    public override ImmutableArray<Option> Options => [Latency, PerMinute, FaultSeed, Seconds, GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var (latency, perMinute, seconds) = (call.Value(Latency), call.Value(PerMinute), call.Value(Seconds));
        if (latency is < 0 or > LongestLatency) throw new UsageException($"--latency {latency}: it must be from 0 to {LongestLatency}");
        if (perMinute < 0) throw new UsageException($"--requests-per-minute {perMinute}: it must be 0 or more");
        ImmutableArray<string> command = [.. call.Value(Command) ?? []];
        if (!command.IsEmpty && (seconds is not null || call.WantsJson)) throw new UsageException("with a COMMAND the rehearsal ends when that does, and standard output is its own: leave out --seconds and --json");
        if (seconds < 1) throw new UsageException($"--seconds {seconds}: it must be 1 or more");

        var wait = TimeSpan.FromMilliseconds(latency);
        var faults = call.Value(FaultSeed) is { } seed ? FaultScript.Seeded(seed) : FaultScript.None;
        var pinataOptions = new PinataDoubleOptions { Latency = wait, Faults = faults, RequestsPerMinute = perMinute == 0 ? null : perMinute, Seen = Show("pinata") };
        var cloudflareOptions = new CloudflareDoubleOptions { Latency = wait, Faults = faults, Seen = Show("cloudflare") };
        await using var pinata = await PinataDouble.StartAsync(pinataOptions, cancel);
        await using var cloudflare = await CloudflareDouble.StartAsync(cloudflareOptions, cancel);

        var settings = RehearsalSettings.Of(pinata, pinataOptions, cloudflare, cloudflareOptions);
        if (!command.IsEmpty)
        {
            var code = await RehearsedCommand.RunAsync(command, settings, cancel);
            foreach (var line in RehearsalReport.Lines(pinata, cloudflare)) call.Output.Note(line);
            return (ExitCode)code;
        }

        foreach (var (name, value) in settings) Say($"{name}={value}");
        call.Output.Note("publish with these settings from another terminal; Ctrl-C ends the rehearsal");
        await EndAsync(seconds, call.Stop.Drain);

        if (call.WantsJson) call.Output.Json(RehearsalReport.Document(settings, pinata, cloudflare));
        else foreach (var line in RehearsalReport.Lines(pinata, cloudflare)) call.Output.Line(line);
        return ExitCode.Clean;

        Action<Exchange> Show(string provider) => exchange => call.Output.Tell(Severity.Info, "rehearsal.request", RehearsalReport.Line(provider, exchange), ("provider", provider), ("status", exchange.Status));

        // Past the redaction: these tokens open nothing, and whoever uses them in the next rehearsal has them in the settings already.
        void Say(string line)
        {
            if (call.WantsJson) call.Output.Reveal(line);
            else call.Output.Results.WriteLine(line);
        }
    }

    private static async Task EndAsync(int? seconds, CancellationToken stop)
    {
        var longest = seconds is { } given ? TimeSpan.FromSeconds(given) : Timeout.InfiniteTimeSpan;
        await Task.Delay(longest, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
