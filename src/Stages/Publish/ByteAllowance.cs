namespace VizPipeline.Stages;

/// <summary>Bounds how many bytes are in memory at once. Who wants more than all of it gets all of it; those who wait are served in the order they came.</summary>
internal sealed class ByteAllowance(long most)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Claim> _waiting = [];
    private long _taken;

    /// <summary>Waits for room; disposing gives it back.</summary>
    public async ValueTask<IDisposable> TakeAsync(long bytes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var claim = new Claim(this, Math.Min(bytes, most));
        lock (_lock)
        {
            _waiting.AddLast(claim);
            Serve();
        }

        await using var registration = cancel.UnsafeRegister(_ => Withdraw(claim, cancel), null);
        await claim.Granted.Task;
        return claim;
    }

    private void Serve()
    {
        while (_waiting.First is { Value: var first } && _taken + first.Bytes <= most)
        {
            _waiting.RemoveFirst();
            _taken += first.Bytes;
            first.Granted.TrySetResult();
        }
    }

    // One that was granted meanwhile stays granted: its owner gives it back.
    private void Withdraw(Claim claim, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(claim)) return;
            claim.Granted.TrySetCanceled(cancel);
            Serve();
        }
    }

    private void GiveBack(long bytes)
    {
        lock (_lock)
        {
            _taken -= bytes;
            Serve();
        }
    }

    private sealed class Claim(ByteAllowance from, long bytes) : IDisposable
    {
        public long Bytes => bytes;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => from.GiveBack(bytes);
    }
}
