namespace VizPipeline.Host;

/// <summary>The stop of a program that somebody else waits for: what is under way is finished, and after a while dropped, also without a second signal.</summary>
internal sealed class StopWithin : IDisposable
{
    private readonly CancellationTokenSource _abort;
    private readonly CancellationTokenRegistration _drained;

    /// <param name="stop">The signals.</param>
    /// <param name="limit">How long what is under way may take.</param>
    /// <param name="time">Measures it.</param>
    public StopWithin(StopSignals stop, TimeSpan limit, TimeProvider time)
    {
        _abort = CancellationTokenSource.CreateLinkedTokenSource(stop.Abort);
        var timer = time.CreateTimer(abort => ((CancellationTokenSource)abort!).Cancel(), _abort, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _drained = stop.Drain.Register(() => timer.Change(limit, Timeout.InfiniteTimeSpan));
        Signals = new(stop.Drain, _abort.Token);
        Timer = timer;
    }

    public StopSignals Signals { get; }

    private ITimer Timer { get; }

    public void Dispose()
    {
        _drained.Dispose();
        Timer.Dispose();
        _abort.Dispose();
    }
}
