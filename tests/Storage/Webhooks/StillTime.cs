using System.Threading.Channels;

namespace VizPipeline.Tests;

/// <summary>Time that stands still: a wait ends when the test says so.</summary>
internal sealed class StillTime : TimeProvider
{
    private readonly Channel<StillWait> _waits = Channel.CreateUnbounded<StillWait>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new StillWait(_waits.Writer, () => callback(state));
        wait.Change(dueTime, period);
        return wait;
    }

    /// <summary>The next wait that anybody asks for, passing over those for exactly one of <paramref name="others"/>.</summary>
    public async Task<StillWait> NextAsync(CancellationToken cancel, params TimeSpan[] others)
    {
        while (true)
        {
            var wait = await _waits.Reader.ReadAsync(cancel);
            if (!others.Contains(wait.Due)) return wait;
        }
    }
}

internal sealed class StillWait(ChannelWriter<StillWait> waits, Action end) : ITimer
{
    public TimeSpan Due { get; private set; }

    public void End() => end();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        return dueTime == Timeout.InfiniteTimeSpan || waits.TryWrite(this);
    }

    public void Dispose() { }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
