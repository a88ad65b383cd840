using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>An index whose partial failures become something else; null makes them successes.</summary>
internal sealed class AlteredNames(INameIndex names, Func<NamesUnwrittenException, Exception?> alter) : INameIndex
{
    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        try
        {
            await names.PutAllAsync(pairs, cancel);
        }
        catch (NamesUnwrittenException cause)
        {
            if (alter(cause) is { } other) throw other;
        }
    }

    public ValueTask PutAsync(string key, string value, CancellationToken cancel) => names.PutAsync(key, value, cancel);

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => names.DeleteAsync(key, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);
}
