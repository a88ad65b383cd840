using System.Collections.Concurrent;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>An index in memory that takes a while, never the same.</summary>
internal sealed class SlowIndex(int seed) : INameIndex
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    public ConcurrentDictionary<string, string> Values { get; } = new();

    public ConcurrentQueue<string> Written { get; } = new();

    public TaskCompletionSource? Gate { get; init; }

    /// <summary>Hears of each write before it happens.</summary>
    public Func<string, Task> Writing { get; init; } = _ => Task.CompletedTask;

    public int Failures { get; set; }

    public async ValueTask<string?> FindAsync(string key, CancellationToken cancel)
    {
        await PauseAsync();
        return Values.GetValueOrDefault(key);
    }

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        if (Failures-- > 0) throw new StoreUnavailableException("away");
        if (Gate is not null) await Gate.Task;
        await Writing(value);
        await PauseAsync();
        Written.Enqueue(value);
        Values[key] = value;
    }

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => throw new NotSupportedException();

    private async Task PauseAsync()
    {
        int turns;
        lock (_lock) turns = _random.Next(4);
        for (var i = 0; i < turns; i++) await Task.Yield();
    }
}
