namespace VizPipeline.Storage;

/// <summary>Lets callers share flushes, one at a time: each completes with a flush that began after it asked, and fails with it.</summary>
/// <param name="flush">May take long; runs on a thread of its own.</param>
internal sealed class SharedFlush(Action flush)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    public Task FlushAsync()
    {
        lock (_lock) return _next ??= _running.ContinueWith(_ => Run(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
    }

    // From here on, who asks may have written what this flush does not see.
    private void Run()
    {
        lock (_lock) (_running, _next) = (_next!, null);
        flush();
    }
}
