namespace VizPipeline.Stages;

/// <summary>When a run of several lines ends early: told to from outside, or after faults of which every line's count.</summary>
internal sealed class RoadEnd : IDisposable
{
    private readonly CancellationTokenSource _drain;
    private readonly CancellationToken _abort;
    private readonly FaultPolicy _policy;
    private int _faults;
    private Fault? _fatal;

    public RoadEnd(StopSignals stop, int maxFailures)
    {
        _drain = CancellationTokenSource.CreateLinkedTokenSource(stop.Drain, stop.Abort);
        (_abort, _policy) = (stop.Abort, FaultPolicies.Tolerate(maxFailures));
    }

    public StopSignals Signals => new(_drain.Token, _abort);

    /// <summary>Takes nothing new any more.</summary>
    public bool HasCome => _drain.IsCancellationRequested;

    /// <summary>The first fault that no window is to blame for; null where there was none.</summary>
    public Fault? Fatal => _fatal;

    public Reaction React(Fault fault)
    {
        var reaction = _policy(fault, Interlocked.Add(ref _faults, Math.Max(1, Diagnosis.Struck(fault).Count)));
        if (Diagnosis.IsOfTheRun(fault))
        {
            Interlocked.CompareExchange(ref _fatal, fault, null);
            if (reaction == Reaction.CarryOn) reaction = Reaction.Drain;
        }

        if (reaction != Reaction.CarryOn) _drain.Cancel();
        return reaction;
    }

    public void Dispose() => _drain.Dispose();
}
