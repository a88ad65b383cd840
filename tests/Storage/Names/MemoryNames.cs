using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>An index in memory. The first bulk writes go as the script says: null fails whole, 0 succeeds, n leaves out every n-th pair.</summary>
internal sealed class MemoryNames(params IEnumerable<int?> script) : INameIndex
{
    private readonly Queue<int?> _script = new(script);

    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>What each bulk write was asked to write.</summary>
    public List<ImmutableArray<string>> Asked { get; } = [];

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult(Values.GetValueOrDefault(key));

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, string>>(Values.Where(pair => keys.Contains(pair.Key)).ToImmutableDictionary());

    public ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        Values[key] = value;
        return ValueTask.CompletedTask;
    }

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        Asked.Add([.. pairs.Select(pair => pair.Key)]);
        var next = _script.TryDequeue(out var step) ? step : 0;
        if (next is not { } every) throw new StoreUnavailableException("503");
        var left = pairs.Where((_, at) => every > 0 && at % every == 0).Select(pair => pair.Key).ToImmutableArray();
        foreach (var (key, value) in pairs.Where(pair => !left.Contains(pair.Key))) Values[key] = value;
        return left.IsEmpty ? ValueTask.CompletedTask : throw new NamesUnwrittenException("in part") { Keys = left };
    }

    public ValueTask DeleteAsync(string key, CancellationToken cancel)
    {
        Values.Remove(key);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) =>
        Values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable();
}
