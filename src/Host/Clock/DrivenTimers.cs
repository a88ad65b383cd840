namespace VizPipeline.Host;

/// <summary>
/// Time that stands still until it is moved; timers that come due run on the thread that moves it. It knows no date. Only the short waits of work that is under way
/// go by on their own, a thousand times faster, and take the time with them.
/// </summary>
internal sealed class DrivenTimers : TimeProvider
{
    private const int Faster = 1000;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(16);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Timer Timer, int Setting), (long Due, long Number)> _timers = new();
    private long _ticks;
    private long _count;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _ticks;
    }

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => new(GetTimestamp());

    /// <summary>When the next timer comes due, since the beginning; null where none is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
            {
                while (_timers.TryPeek(out var next, out var at))
                {
                    if (next.Timer.IsSet(next.Setting)) return new(Math.Max(at.Due, _ticks));
                    _timers.Dequeue();
                }

                return null;
            }
        }
    }

    /// <summary>Moves on, never back, and runs the timers that are due then.</summary>
    /// <param name="elapsed">Since the beginning.</param>
    public void MoveTo(TimeSpan elapsed)
    {
        lock (_lock) _ticks = Math.Max(_ticks, elapsed.Ticks);
        while (TakeDue() is { } due) due.Run();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private Timer? TakeDue()
    {
        lock (_lock)
        {
            while (_timers.TryPeek(out var next, out var at) && at.Due <= _ticks)
            {
                _timers.Dequeue();
                if (next.Timer.IsSet(next.Setting)) return next.Timer;
            }

            return null;
        }
    }

    private void Plan(Timer timer, int setting, TimeSpan after)
    {
        lock (_lock) _timers.Enqueue((timer, setting), (_ticks + Math.Max(0, after.Ticks), _count++));
    }

    private async Task PassAsync(Timer timer, int setting, TimeSpan after)
    {
        var due = GetTimestamp() + after.Ticks;
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(after.TotalMilliseconds / Faster)), System, CancellationToken.None);
        if (!timer.IsSet(setting)) return;

        lock (_lock) _ticks = Math.Max(_ticks, due);
        timer.Run();
    }

    private sealed class Timer(DrivenTimers time, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;
        private TimeSpan _period;

        public bool IsSet(int setting) => Volatile.Read(ref _setting) == setting;

        public void Run()
        {
            var setting = Volatile.Read(ref _setting);
            if (_period > TimeSpan.Zero) time.Plan(this, setting, _period);
            else Interlocked.CompareExchange(ref _setting, setting + 1, setting);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            var setting = Interlocked.Increment(ref _setting);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;

            if (dueTime <= Short && period <= TimeSpan.Zero) _ = time.PassAsync(this, setting, dueTime < TimeSpan.Zero ? TimeSpan.Zero : dueTime);
            else time.Plan(this, setting, dueTime);
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
