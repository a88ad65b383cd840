using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>One run of the road: what is pinned is committed first, then the plan is written, then the rest is read, drawn and published.</summary>
public sealed class Backfill(RoadPorts ports, RoadOptions options)
{
    private readonly Announcements? _announcements = ports.Outbox is { } outbox ? new(outbox, ports.WindowNames, ports.Clock) : null;
    private readonly Planner _planner = new(ports.Readings, ports.Ledger, ports.Calendar, ports.WindowNames, ports.Clock);

    private MonotonicLatest? _latest;
    private ImmutableHashSet<string> _series = [];

    // Kept from run to run: what it wrote it need not read again.
    private MonotonicLatest Latest => _latest ??= new MonotonicLatest(ports.Names, ports.Outside is null ? null : NewestDoneAsync);

    /// <summary>What a run would do; touches nothing.</summary>
    public ValueTask<Plan> PlanAsync(RunChoice choice, CancellationToken cancel) => _planner.PlanAsync(choice, write: false, cancel);

    /// <summary>The same, and windows new to the ledger are in it when this returns: what plans them need not be what draws them.</summary>
    public ValueTask<Plan> WritePlanAsync(RunChoice choice, CancellationToken cancel) => _planner.PlanAsync(choice, write: true, cancel);

    /// <summary>Runs to the end or to a stop. <paramref name="planned"/> hears the plan before the work begins.</summary>
    /// <remarks>May be called again and again, once at a time.</remarks>
    public async Task<BackfillReport> RunAsync(RunChoice choice, RoadTally tally, Action<Plan> planned, IRunObserver observer, StopSignals stop)
    {
        using var end = new RoadEnd(stop, options.MaxFailures);
        var faults = new LedgerFaults(ports.Ledger, ports.Clock, ports.Outside is not null);
        var run = new RunOptions
        {
            OnFault = (fault, _) => end.React(fault),
            Diagnose = Diagnosis.Of,
            Observer = new Observers([tally, faults, .. _announcements is null ? (IRunObserver[])[] : [_announcements], observer]),
            Clock = ports.Time,
        };
        var plan = await _planner.PlanAsync(choice, write: true, stop.Drain);
        _series = _series.Union(plan.Agenda.Spans.Select(span => span.Sensor.Name));
        planned(plan);
        var reports = ImmutableArray.Create(await FinishPinned(plan.Agenda).RunAsync(run, end.Signals));
        if (!end.HasCome)
        {
            using var shelf = new StripShelf(options.WorkFile, options.StripCacheBytes);
            reports = reports.Add(await FromReadings(plan, shelf, tally).RunAsync(run, end.Signals));
        }

        if (!end.HasCome) await SettleAsync(stop.Drain);
        await faults.FlushAsync();
        if (_announcements is not null) await _announcements.FlushAsync();
        return new BackfillReport(plan, reports, end.Fatal);
    }

    private Line<Published> FinishPinned(Agenda agenda)
    {
        var pinned = ports.Ledger.ReadAsync([WindowState.Pinned], CancellationToken.None)
            .Where(entry => options.NamesPinned && agenda.TakesToCommit(entry))
            .Select(entry => new Pinned(entry, Preview: null));
        return ToEnd(Line.From(pinned, Ignore), agenda);
    }

    private Line<Published> FromReadings(Plan plan, StripShelf shelf, RoadTally tally)
    {
        var requests = plan.Agenda.Choice.NewestFirst ? plan.Requests.Reverse() : plan.Requests;
        var days = new DayReader(ports.Readings, ports.Calendar) { Counted = tally.AddReadings };
        var drawn = Line.From(requests.ToAsyncEnumerable(), Ignore)
            .Query(from: new QuerySplit(days, plan, shelf, tally.Drops, memory: ports.Memory), options.Limits.Query)
            .Window(by: new WindowSplit(ports.Ledger, plan.Agenda, ports.Clock, ports.Time, options.Scale, tally), options.Limits.Window)
            .Render(with: new RenderSplit(ports.Painter, ports.Outside?.Copies, options.Scale, plan.Agenda.Spans, tally), options.Limits.Render)
            .Pin(to: new PinStep(ports.Pins, ports.Outside?.Copies, ports.Ledger, plan.Agenda, ports.WindowNames, ports.Clock, ports.Time), options.Limits.Pin);
        return ToEnd(drawn, plan.Agenda);
    }

    private Line<Published> ToEnd(Line<Pinned> line, Agenda agenda) => line
        .Commit(to: new CommitStep(ports.Names, ports.Outside is not null, Latest, ports.WindowNames, ports.Clock), options.Limits.Commit)
        .Cleanup(of: new CleanupStep(ports.Pins, ports.Outside, Replaced(), ports.WindowNames, ports.Ledger, _announcements, agenda, ports.Clock, ports.Shown), options.Limits.Cleanup);

    private ReplacedPictures? Replaced() =>
        options.RemoveReplaced ? new ReplacedPictures(ports.Pins, ports.Outside?.Pins, ports.Names, ports.Ledger, ports.WindowNames) : null;

    // What may be pinned twice is made one as far as the store can be reached; the rest is for the next run.
    private async ValueTask SettleAsync(CancellationToken cancel)
    {
        try
        {
            if (ports.Outside is { } outside) await outside.Pins.SettleAsync(cancel);
        }
        catch (StoreUnavailableException cause) when (cause is not HomeUnavailableException)
        {
            // The pictures are there and named; a row too many waits.
        }
    }

    // An index outside may show for a while what it showed before the last run.
    private async ValueTask<Window?> NewestDoneAsync(string key, CancellationToken cancel)
    {
        var series = _series.SelectMany(_ => Enum.GetValues<WindowKind>(), (name, kind) => (Name: name, Kind: kind));
        var (sensor, kind) = series.FirstOrDefault(one => ports.WindowNames.LatestKey(one.Name, one.Kind) == key);
        return sensor is not null && await ports.Ledger.LatestAsync(sensor, kind, cancel) is { } newest && ports.WindowNames.TryParseKey(newest.Key, out _, out _) ? newest.Window : null;
    }

    // The ledger is what remembers requests; nobody waits for their receipts.
    private static ValueTask Ignore<T>(T item, Verdict verdict) => ValueTask.CompletedTask;
}
