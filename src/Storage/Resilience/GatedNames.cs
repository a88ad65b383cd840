using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

/// <summary>A name index behind a gate that may repeat calls; of many pairs, only those that are not written yet are written again.</summary>
public sealed class GatedNames(INameIndex names, IProviderGate gate) : INameIndex
{
    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => gate.RunAsync(token => names.FindAsync(key, token), cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) =>
        gate.RunAsync(token => names.FindAllAsync(keys, token), cancel);

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel) => await gate.RunAsync(
        async token =>
        {
            await names.PutAsync(key, value, token);
            return true;
        },
        cancel);

    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var left = pairs;
        try
        {
            await gate.RunAsync(PutLeftAsync, cancel);
        }
        catch (StoreUnavailableException cause) when (left.Count < pairs.Count && cause is not NamesUnwrittenException)
        {
            throw new NamesUnwrittenException(cause.Message, cause) { Keys = [.. left.Select(pair => pair.Key)], RetryAfter = cause.RetryAfter };
        }

        async ValueTask<bool> PutLeftAsync(CancellationToken token)
        {
            try
            {
                await names.PutAllAsync(left, token);
                return true;
            }
            catch (NamesUnwrittenException cause)
            {
                var unwritten = cause.Keys.ToHashSet(StringComparer.Ordinal);
                left = [.. left.Where(pair => unwritten.Contains(pair.Key))];
                throw;
            }
        }
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancel) => await gate.RunAsync(
        async token =>
        {
            await names.DeleteAsync(key, token);
            return true;
        },
        cancel);

    /// <summary>A listing that breaks goes on behind the last key it gave.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? last = null;
        await using var listing = new ResumedListing<string>(gate, () => names.ListAsync(prefix, cancel).GetAsyncEnumerator(cancel));
        while (await listing.NextAsync(cancel) is { } key)
        {
            if (last is not null && string.CompareOrdinal(key, last) <= 0) continue;
            yield return last = key;
        }
    }
}
