using System.Collections.Immutable;

namespace VizPipeline.Storage;

/// <summary>An index that was never written, for those who only look. Writing throws <see cref="InvalidOperationException"/>.</summary>
public sealed class EmptyNames : INameIndex
{
    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult<string?>(null);

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => throw Refusal;

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, string>>(ImmutableDictionary<string, string>.Empty);

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => throw Refusal;

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => throw Refusal;

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => AsyncEnumerable.Empty<string>();

    private static InvalidOperationException Refusal => new("an index that was never written is only looked at");
}
