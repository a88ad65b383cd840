using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Does one piece of work after the other: what the calendar asks for, what came over the desk, and between those what can wait. An instant that was missed, because
/// the machine slept or something was down, is made up for once, however many of its kind were missed with it.
/// </summary>
internal sealed class ServiceLoop
{
    private readonly WorkFloor _floor;
    private readonly Lanes<Work> _lanes;
    private readonly Dependencies _dependencies;
    private readonly INap _nap;
    private readonly Func<StopSignals, Task> _rested;
    private Instant _handled;
    private Due _due;
    private bool _isInLine, _wasTried, _isCatchingUp, _gallery, _hasBegun;
    private readonly List<Work> _leftAlone = [];
    private LocalDate? _caughtUpOn;

    /// <param name="floor">What all work works with.</param>
    /// <param name="lanes">Where work waits.</param>
    /// <param name="dependencies">What is down.</param>
    /// <param name="nap">Waits.</param>
    /// <param name="rested">Called once a day, after its first pieces of work.</param>
    public ServiceLoop(WorkFloor floor, Lanes<Work> lanes, Dependencies dependencies, INap nap, Func<StopSignals, Task> rested)
    {
        (_floor, _lanes, _dependencies, _nap, _rested) = (floor, lanes, dependencies, nap, rested);
        (_handled, _due) = (floor.Clock.GetCurrentInstant(), Due.Ended | Due.Snapshot | (floor.Schedule.Live is null ? Due.None : Due.Live));
        Heartbeat = _handled;
    }

    /// <summary>When it last came round.</summary>
    public Instant Heartbeat { get; private set; }

    /// <summary>What it works on; null while it waits.</summary>
    public string? Working { get; private set; }

    /// <summary>When the calendar asks for something next.</summary>
    public Instant? NextDue => _floor.Schedule.Next(Now);

    /// <summary>What catches up with the past; null where that is done for today.</summary>
    public CatchUpWork? CatchUp { get; private set; }

    /// <summary>Whether nothing is left to be made up for.</summary>
    public bool IsCaughtUp => _due == Due.None && !_isCatchingUp && _caughtUpOn is not null;

    /// <summary>Hears whenever work begins or ends.</summary>
    public Action Turned { get; init; } = () => { };

    /// <summary>Goes on until told to stop; what is under way then is finished, or dropped if told so.</summary>
    public async Task RunAsync(StopSignals stop)
    {
        while (!stop.Drain.IsCancellationRequested)
        {
            Heartbeat = Now;
            if (IsDayToBegin && MayTry) await BeginDayAsync(stop);
            if (_hasBegun) PutInLine();
            TakeUp();
            var withPatient = MayTry;
            if (_lanes.TryTake(withPatient, out var work)) await DoAsync(work, stop);
            else if (_gallery && _due == Due.None) await RefreshAsync(stop);
            else await RestAsync(withPatient, stop.Drain);
        }
    }

    private Instant Now => _floor.Clock.GetCurrentInstant();

    // What is down is left alone for a while, except by what the calendar asks for.
    private bool MayTry => !(_dependencies.NextTry > Now);

    private void PutInLine()
    {
        var now = Now;
        // A clock that was set back asks for nothing twice.
        var fresh = _handled < now ? _floor.Schedule.Between(_handled, now) : Due.None;
        (_handled, _due) = (now, _due | fresh);
        if (fresh != Due.None) _wasTried = false;
        // Somebody has to find out whether what is down is back.
        if (_due == Due.None && _dependencies.NextTry <= now) _due = Due.Ended | Due.Snapshot;
        if (_due == Due.None || _isInLine || (_wasTried && !MayTry)) return;

        var asked = _due;
        _isInLine = _lanes.TryPutUrgent(new TickWork(asked, _floor, isWell =>
        {
            _isInLine = false;
            _wasTried = !isWell;
            if (isWell) _due &= ~asked;
        }));
    }

    // What was left alone for its own sake and may be tried again.
    private void TakeUp()
    {
        foreach (var work in _leftAlone.Where(work => !work.IsLeftAlone(Now)).ToList())
        {
            if (_lanes.TryPutPatient(work)) _leftAlone.Remove(work);
        }
    }

    private async Task DoAsync(Work work, StopSignals stop)
    {
        if (work.IsLeftAlone(Now))
        {
            _leftAlone.Add(work);
            return;
        }

        Working = work.Name;
        Turned();
        await work.RunAsync(stop);
        Working = null;
        Turned();
    }

    private bool IsDayToBegin => _caughtUpOn != _floor.Today() && !_isCatchingUp;

    // Once a day, because what stays unfinished grows older than what is looked at every hour; and before anything else is drawn, because what is missing is counted
    // from the last window that is complete.
    private async Task BeginDayAsync(StopSignals stop)
    {
        var today = _floor.Today();
        var work = new CatchUpWork(_floor, again => _lanes.TryPutPatient(again), () => (CatchUp, _isCatchingUp, _caughtUpOn) = (null, false, today));
        if (!await _floor.FindSensorsAsync(stop) || !await new ReturnedSensors(_floor).LookAgainAsync(stop) || !await work.PlanAsync(stop)) return;

        (CatchUp, _isCatchingUp, _gallery, _hasBegun) = (work, true, true, true);
        _lanes.TryPutPatient(work);
    }

    private async Task RefreshAsync(StopSignals stop)
    {
        _gallery = false;
        await _rested(stop);
    }

    private async Task RestAsync(bool withPatient, CancellationToken cancel)
    {
        var next = _hasBegun ? _floor.Schedule.Next(_handled) : null;
        foreach (var again in _leftAlone.Select(work => work.NotBefore).Append(_dependencies.NextTry))
        {
            if (again is { } at && !(next < at)) next = at;
        }

        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await _nap.UntilAsync(next, _lanes.WaitAsync(withPatient, awake.Token), cancel);
        await awake.CancelAsync();
    }
}
