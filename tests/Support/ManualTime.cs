namespace VizPipeline.Tests.Support;

/// <summary>A clock that stands still until it is moved; timers that come due run on the thread that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Timer Timer, int Setting), (long Due, long Number)> _timers = new();
    private long _ticks;
    private long _count;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => new(GetTimestamp());

    public override long GetTimestamp()
    {
        lock (_lock) return _ticks;
    }

    public override DateTimeOffset GetUtcNow() => Beginning + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (Step(end)) { }
        lock (_lock) _ticks = end.Ticks;
    }

    /// <summary>Moves to the next timer that comes due, at most to <paramref name="end"/>, and runs it; false when there is none.</summary>
    public bool Step(TimeSpan end)
    {
        while (true)
        {
            Timer timer;
            lock (_lock)
            {
                if (!_timers.TryPeek(out var next, out var at) || at.Due > end.Ticks) return false;
                _timers.Dequeue();
                if (!next.Timer.IsSet(next.Setting)) continue;
                timer = next.Timer;
                _ticks = Math.Max(_ticks, at.Due);
            }

            timer.Run();
            return true;
        }
    }

    private void Plan(Timer timer, int setting, TimeSpan after)
    {
        lock (_lock) _timers.Enqueue((timer, setting), (_ticks + Math.Max(0, after.Ticks), _count++));
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;
        private TimeSpan _period;

        public bool IsSet(int setting) => Volatile.Read(ref _setting) == setting;

        public void Run()
        {
            if (_period > TimeSpan.Zero) time.Plan(this, _setting, _period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            var setting = Interlocked.Increment(ref _setting);
            if (dueTime != Timeout.InfiniteTimeSpan) time.Plan(this, setting, dueTime);
            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _setting);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
