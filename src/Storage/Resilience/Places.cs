namespace VizPipeline.Storage;

/// <summary>A semaphore whose number of places may change; those who wait get one in the order they came.</summary>
internal sealed class Places(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit = limit;
    private int _taken;

    /// <summary>Fewer than are taken is allowed: then none is given until enough have left.</summary>
    public int Limit
    {
        get
        {
            lock (_lock) return _limit;
        }

        set
        {
            lock (_lock)
            {
                _limit = value;
                Give();
            }
        }
    }

    public async ValueTask EnterAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_taken < _limit && _waiting.Count == 0)
            {
                _taken++;
                return;
            }

            place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        await using var registration = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            _taken--;
            Give();
        }
    }

    // One who was cancelled meanwhile takes no place.
    private void Give()
    {
        while (_taken < _limit && _waiting.TryDequeue(out var first))
        {
            if (first.TrySetResult()) _taken++;
        }
    }
}
