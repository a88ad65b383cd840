namespace VizPipeline.Tests;

/// <summary>A clock that stands still until a test moves it, or somebody waits on it: a wait ends at once, and moves it by that much.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private TimeSpan _passed;

    /// <summary>Since the test began.</summary>
    public TimeSpan Passed
    {
        get
        {
            lock (_lock) return _passed;
        }
    }

    public override DateTimeOffset GetUtcNow() => Beginning + Passed;

    public void Advance(TimeSpan by)
    {
        lock (_lock) _passed += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
