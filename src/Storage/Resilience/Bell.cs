namespace VizPipeline.Storage;

/// <summary>Lets many wait until something changes, or some time has passed. Its owner guards it with the lock of what changes.</summary>
internal sealed class Bell(TimeProvider time)
{
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>Hears every ring from now on; under the owner's lock, so that none is missed.</summary>
    public TaskCompletionSource Listen()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(waiting);
        return waiting;
    }

    /// <summary>Under the owner's lock.</summary>
    public void Ring()
    {
        foreach (var waiting in _waiting) waiting.TrySetResult();
        _waiting.Clear();
    }

    /// <summary>Ends with the next ring, or after <paramref name="longest"/> if that is not null. Outside the owner's lock.</summary>
    /// <param name="waiting">What <see cref="Listen"/> gave.</param>
    /// <param name="longest">Not negative.</param>
    /// <param name="owner">The owner's lock.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask WaitAsync(TaskCompletionSource waiting, TimeSpan? longest, Lock owner, CancellationToken cancel)
    {
        try
        {
            await using var timer = longest is { } wait ? time.CreateTimer(_ => waiting.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan) : null;
            await using var registration = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
            await waiting.Task;
        }
        finally
        {
            lock (owner) _waiting.Remove(waiting);
        }
    }
}
