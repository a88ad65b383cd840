using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A pin store that does not do what it is told where <paramref name="fault"/> gives a reason; everything else goes through.</summary>
internal sealed class FaultyPins(IPinStore pins, Func<string, Exception?> fault) : IPinStore
{
    private int _asked;

    public int Asked => _asked;

    public PinTraits Traits => pins.Traits;

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        Interlocked.Increment(ref _asked);
        return fault(request.Path) is { } reason ? ValueTask.FromException<Pin>(reason) : pins.PinAsync(request, cancel);
    }

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}

/// <summary>The same of an index, by key; counts what is written.</summary>
internal sealed class FaultyNames(INameIndex names, Func<string, Exception?> fault) : INameIndex
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(string Key, string Value)> _written = new();

    public IReadOnlyCollection<(string Key, string Value)> Written => _written;

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        if (fault(key) is { } reason) return ValueTask.FromException(reason);
        _written.Enqueue((key, value));
        return names.PutAsync(key, value, cancel);
    }

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var failed = pairs.Where(pair => fault(pair.Key) is not null).Select(pair => pair.Key).ToImmutableArray();
        var written = pairs.Where(pair => !failed.Contains(pair.Key)).ToImmutableArray();
        foreach (var pair in written) _written.Enqueue((pair.Key, pair.Value));
        await names.PutAllAsync(written, cancel);
        if (!failed.IsEmpty) throw new NamesUnwrittenException("some keys were not written", fault(failed[0])!) { Keys = failed };
    }

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
}
