using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>All that works together while the service runs, and how it stands.</summary>
internal sealed class ServiceCrew : IAsyncDisposable
{
    private readonly Invocation _call;
    private readonly OwnedHome _home;
    private readonly Outgoing? _outgoing;
    private readonly Telemetry _telemetry;
    private readonly TouchedMonths _months;
    private readonly GalleryRefresh _gallery;
    private readonly Dependencies _dependencies;
    private readonly ServiceObserver _observer;
    private readonly WorkFloor _floor;
    private readonly ServiceLoop _loop;
    private readonly Desk _desk;
    private readonly Instant _started;
    private long _readings;
    private Sync? _sync;

    public ServiceCrew(
        Invocation call, Wiring wiring, OwnedHome home, RoadPorts ports, RoadOptions options, ImmutableArray<WindowKind> kinds, INap nap, Telemetry telemetry, Outgoing? outgoing)
    {
        (_call, _home, _outgoing, _telemetry, _started) = (call, home, outgoing, telemetry, call.Clock.GetCurrentInstant());
        (_months, _gallery) = (new(wiring.Calendar), new(call, wiring, home.Ledger));
        var (hub, lanes) = (new EventHub(call.Clock), new Lanes<Work>(Urgent, Patient, UrgentInARow));
        _dependencies = new(call.Clock, TellOf);
        _observer = new(hub, _months, call.Clock, call.Time, () => State);
        var road = new Backfill(ports with { Shown = _observer.Shown }, options);
        _floor = new()
        {
            Road = new(road, _dependencies, new Observers(telemetry.Observer, _observer), ports.Outside is null ? null : telemetry.Providers),
            Schedule = new(wiring.Calendar, kinds.ToImmutableHashSet(), call.Settings.Service.Settle, call.Settings.Service.Live),
            Ledger = home.Ledger,
            Memory = ports.Memory!,
            Output = call.Output,
            Clock = call.Clock,
            Time = call.Time,
            Tally = telemetry.Figures.Tally,
            Readings = ports.Readings,
            Sensors = cancel => wiring.SensorsAsync(ports.Readings, cancel),
            LookBack = call.Settings.Service.LookBack,
            Anchor = call.Settings.CumulativeStart,
            Touched = _months.Add,
        };
        _loop = new(_floor, lanes, _dependencies, nap, WriteGalleryAsync) { Turned = _observer.Turned };
        _desk = new(_floor, lanes, hub, () => State, RecordAsync);
    }

    // Beside what the desk has in line: what is due, and catching up.
    private const int Urgent = Host.Desk.MostUrgent + 1, Patient = Host.Desk.MostPatient + 1, UrgentInARow = 4;

    /// <summary>For the door.</summary>
    public IDesk Desk => _desk;

    /// <summary>How the service stands.</summary>
    public ServiceState State => new(
        _started, Instant.Max(_loop.Heartbeat, LastMove()), _loop.Working, _loop.NextDue, _loop.IsCaughtUp, Backlog, _observer.Published, _observer.PerMinute, _dependencies.States);

    /// <summary>The sentence it ends with.</summary>
    public string LastLine => string.Create(
        CultureInfo.InvariantCulture, $"{_observer.Published:N0} pictures in {Durations.Text((_call.Clock.GetCurrentInstant() - _started).ToTimeSpan())}");

    /// <summary>What pulls readings beside the work; it moves while it does, which the first time may take hours.</summary>
    public SyncLoop Syncing(Sync sync, Duration every) => new(_sync = sync, every, _dependencies, _call.Output, _call.Clock, _call.Time);

    /// <summary>Works until told to stop; true where the home is left whole.</summary>
    public async Task<bool> WorkAsync(StopSignals stop)
    {
        if (!await _gallery.IsWholeAsync()) _months.AddAll();
        await _loop.RunAsync(stop);
        await _desk.InterruptAsync();
        if (stop.Abort.IsCancellationRequested) return false;

        await WriteGalleryAsync(stop);
        return !_months.Any;
    }

    /// <summary>What it came to, as it is kept with the run.</summary>
    public RunSummary Summary(Instant started)
    {
        var tally = _telemetry.Figures.Tally;
        return new(
            new(tally.Published, tally.Empty, tally.Unchanged, tally.Waiting, tally.Failed, 0), tally.Bytes, _call.Clock.GetCurrentInstant() - started,
            [.. _telemetry.Figures.Watch.Look().Select(stage => stage.Since(null))]);
    }

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        return ValueTask.CompletedTask;
    }

    // A run that reads years before its first picture moves, and so does a pull.
    private Instant LastMove()
    {
        var readings = _floor.Tally.Readings;
        if (Interlocked.Exchange(ref _readings, readings) != readings) _observer.Moved();
        return _sync?.Watch.LastMove is { } pulled ? Instant.Max(_observer.LastMove, pulled) : _observer.LastMove;
    }

    private long? Backlog
    {
        get
        {
            long? sum = 0;
            foreach (var work in _desk.UnderWay.Append<SlicedWork?>(_loop.CatchUp)) sum += work is null ? 0 : work.Total is null ? null : work.Counts.Left;
            return sum;
        }
    }

    private async Task WriteGalleryAsync(StopSignals stop)
    {
        if (!_months.Any) return;

        var touched = _months.Take();
        if (await _floor.Road.TryAsync(() => _gallery.WriteAsync(touched, stop.Abort), stop)) return;

        // For the next time: which of them were written nobody knows.
        _months.AddAll();
    }

    private async Task RecordAsync(BackfillProgress progress)
    {
        var code = progress.State switch
        {
            BackfillState.Done => ExitCode.Clean,
            BackfillState.SomeFailed => ExitCode.SomeFailed,
            BackfillState.Interrupted => ExitCode.Unavailable,
            _ => ExitCode.Interrupted,
        };
        var finished = progress.Finished ?? _call.Clock.GetCurrentInstant();
        await _home.Ledger.EndRunAsync(
            progress.Id, finished, (int)code, new(progress.Counts, progress.Bytes, finished - progress.Started, []), progress.LastLine ?? "", CancellationToken.None);
        if (_outgoing is not null) await _outgoing.FinishAsync(progress.Id, "backfill", progress.Started, code, progress.Counts.ByName);
    }

    private void TellOf(DependencyState state)
    {
        if (state.IsUp) _call.Output.Tell(Severity.Info, "dependency.up", $"{state.Name}: back again", ("dependency", state.Name));
        else _call.Output.Tell(Severity.Warning, "dependency.down", $"{state.Name}: {state.Why}; trying again", ("dependency", state.Name), ("why", state.Why));

        _observer?.Turned();
    }
}
