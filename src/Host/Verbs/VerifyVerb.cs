using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Holds every recorded picture against its CID, the index against the ledger.</summary>
internal sealed class VerifyVerb : Verb
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public override string Name => "verify";

    public override string Description => "Checks every recorded picture, the index and the ledger against one another; changes nothing";

    public override ImmutableArray<string> Examples => ["viz verify", "viz verify --json"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        await using var home = SeenHome.Open(wiring.Home);
        if (!home.IsUsed)
        {
            call.Output.Note($"{wiring.Home.Folder}: nothing was ever recorded here");
            Say(call, new VerificationReport(0, 0, 0, []));
            return ExitCode.Clean;
        }

        // Without the source everything that is kept can still be checked.
        using var providers = Providers.Open(call.Settings, call.Clock);
        var ports = wiring.Ports(new LateReadings(wiring.Readings), home.Ledger, home.Pins, providers?.Cloudflare.Names ?? home.Names);
        var verification = new Verification(ports, wiring.LookingOptions, entry => home.Pins.Open(entry.PinId!) ?? home.Pins.Open(wiring.Names.FilePath(entry.Sensor, entry.Window)));
        var work = verification.RunAsync(wiring.Sensors, cancel);
        using var timer = new PeriodicTimer(LineEvery);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work) call.Output.Tell(Severity.Info, "progress", $"{verification.Seen:N0} pictures looked at", ("done", verification.Seen));
        var report = await work;
        Say(call, report);
        return report.Problems.IsEmpty ? ExitCode.Clean : ExitCode.SomeFailed;
    }

    private static void Say(Invocation call, VerificationReport report)
    {
        if (call.WantsJson)
        {
            call.Output.Json(new { seen = report.Seen, kept = report.Kept, redrawn = report.Redrawn, problems = report.Problems.Select(problem => new { key = problem.Key, what = problem.What }) });
            return;
        }

        foreach (var problem in report.Problems) call.Output.Line($"{problem.Key}: {problem.What}");
        call.Output.Line($"{report.Seen:N0} windows: {report.Kept:N0} pictures kept, {report.Redrawn:N0} drawn again and the same, {report.Problems.Length:N0} problems");
    }
}
