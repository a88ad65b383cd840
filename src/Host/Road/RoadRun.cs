using System.Runtime.ExceptionServices;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>One run of the road by a verb: it owns the home, shows what goes on, writes the gallery, and keeps the run in the ledger.</summary>
/// <param name="call">The command.</param>
/// <param name="verb">Its name.</param>
/// <param name="readings">The source.</param>
/// <param name="telemetry">Counts, and tells whoever wants to know.</param>
internal sealed class RoadRun(Invocation call, string verb, IReadings readings, Telemetry telemetry)
{
    private readonly Wiring _wiring = new(call.Settings, call.Clock, call.Output.Note);

    /// <param name="choice">What to look at.</param>
    /// <param name="maxFailures">Failed windows that it carries on past.</param>
    public async Task<RoadOutcome> RunAsync(RunChoice choice, int maxFailures)
    {
        await using var home = await OwnedHome.TakeAsync(_wiring.Home, _wiring.Durability, verb, call.Clock);
        await using var outgoing = Outgoing.Begin(call, _wiring.Home);
        await using var publishing = await Publishing.BeginAsync(call, _wiring, home, telemetry.Providers);
        var started = call.Clock.GetCurrentInstant();
        var run = await home.Ledger.BeginRunAsync(verb, started, CancellationToken.None);
        call.Output.Record(Severity.Info, "run.began", $"run {run} of {verb} began", ("run", run), ("verb", verb));
        var (tally, watch, progress) = (telemetry.Figures.Tally, telemetry.Figures.Watch, telemetry.Figures.Progress);
        var ports = _wiring.Ports(readings, home.Ledger, home.Pins, home.Names) with { Outbox = outgoing?.Outbox };
        var options = _wiring.Options(maxFailures);
        ports = publishing?.Publish(ports) ?? ports;
        var road = new Backfill(ports with { Pins = telemetry.Measured(ports.Pins) }, options);
        if (!options.NamesPinned && await CountPinnedAsync(home.Ledger) is var waiting and > 0) call.Output.Tell(Severity.Warning, "uploading.off", $"uploading is off: {waiting:N0} pictures that are pinned outside go on waiting for their names", ("waiting", waiting));
        using var told = call.Stop.Drain.Register(() => call.Output.Tell(Severity.Info, "run.stopping", "finishing what was begun; Ctrl-C again drops it"));
        ExitCode? code = null;
        RoadOutcome? outcome = null;
        try
        {
            await telemetry.OpenAsync(home.Ledger);
            var work = road.RunAsync(choice, tally, plan => progress.Begin(plan.Tasks), new Observers(telemetry.Observer, new FailureLog(call.Output, run)), call.Stop);
            var report = await new LiveView(call.Output, TimeProvider.System).WatchAsync(work, "planning", progress.Look);
            outcome = new RoadOutcome(report, tally, watch.Look());
            code = report.Fatal is { } fatal ? Failures.CodeOf(fatal.Cause, call.Stop) : outcome.Code(call.Stop);
            if (publishing is { CidMismatches: var others and > 0 }) call.Output.Tell(Severity.Warning, "cid.mismatch", $"{others:N0} pictures have another CID at Pinata than computed here; Pinata's are kept", ("pictures", others));
            RethrowFatal(outcome, cause => cause is HomeUnavailableException);
            if (!call.Stop.Abort.IsCancellationRequested) await WriteGalleryAsync(home.Ledger, report.Plan);
            RethrowFatal(outcome, _ => true);
            return outcome;
        }
        finally
        {
            var ended = code ?? (call.Stop.Drain.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Unavailable);
            await EndAsync(home.Ledger, run, ended, outcome);
            TellEnd(run, ended, outcome, call.Clock.GetCurrentInstant() - started);
            await telemetry.CloseAsync(verb == "backfill" && ended == ExitCode.Clean ? call.Clock.GetCurrentInstant() : null);
            if (outgoing is not null) await outgoing.FinishAsync(run, verb, started, ended, outcome?.Counts);
        }
    }

    private static async ValueTask<long> CountPinnedAsync(SqliteLedger ledger) =>
        (await ledger.CountAsync(CancellationToken.None)).Where(count => count.State == WindowState.Pinned).Sum(count => count.Count);

    // What no window is to blame for goes on to the one place that explains exceptions; it is explained once.
    private void RethrowFatal(RoadOutcome outcome, Func<Exception, bool> wanted)
    {
        if (outcome.Report.Fatal is not { } fatal || !wanted(fatal.Cause)) return;

        if (outcome.Stopped() is { } stopped) call.Output.Tell(Severity.Warning, "run.stopped", stopped, ("left", outcome.Left));
        ExceptionDispatchInfo.Throw(fatal.Cause);
    }

    private async Task WriteGalleryAsync(ILedger ledger, Plan plan)
    {
        var refresh = new GalleryRefresh(call, _wiring, ledger);
        var isWhole = await refresh.IsWholeAsync();
        if (!plan.Requests.IsEmpty || !isWhole) await refresh.WriteAsync(isWhole ? Touched(plan) : null, CancellationToken.None);
    }

    private static HashSet<YearMonth> Touched(Plan plan)
    {
        var months = new HashSet<YearMonth>();
        foreach (var request in plan.Requests)
        {
            for (var month = request.First.ToYearMonth(); month <= request.Last.ToYearMonth(); month = month.PlusMonths(1)) months.Add(month);
        }

        return months;
    }

    private void TellEnd(long run, ExitCode code, RoadOutcome? outcome, Duration took)
    {
        var counts = outcome?.Summary().Counts;
        call.Output.Record(
            code == ExitCode.Clean ? Severity.Info : Severity.Warning, "run.ended", outcome?.Line() ?? "it ended before the work began",
            ("run", run), ("verb", verb), ("code", (int)code), ("seconds", took.TotalSeconds), ("done", counts?.Done), ("failed", counts?.Failed), ("left", counts?.Left));
    }

    private async Task EndAsync(SqliteLedger ledger, long run, ExitCode code, RoadOutcome? outcome)
    {
        try
        {
            var line = outcome is null ? "it ended before the work began" : outcome.Line();
            await ledger.EndRunAsync(run, call.Clock.GetCurrentInstant(), (int)code, outcome?.Summary(), line, CancellationToken.None);
        }
        catch (HomeUnavailableException) when (code != ExitCode.Clean)
        {
            // The reason why the run ended is told already; that it could not be noted is the same reason.
        }
    }
}
