namespace VizPipeline.Storage;

/// <summary>Maps keys to small values. The last write wins; no compare-and-set, so it is never the ledger. Safe for use by many threads at once.</summary>
/// <remarks>
/// A key has 1 to 512 bytes of UTF-8 and is neither "." nor ".."; a value has at most 25 MiB. Throws
/// <see cref="StoreUnavailableException"/> for what may pass, <see cref="StoreRefusedException"/> for what will not without the user.
/// </remarks>
public interface INameIndex
{
    /// <summary>The value under a key; null when there is none.</summary>
    ValueTask<string?> FindAsync(string key, CancellationToken cancel);

    /// <summary>Sets a value; when it returns, the value survives a crash.</summary>
    ValueTask PutAsync(string key, string value, CancellationToken cancel);

    /// <summary>The values of those keys that have one; a key may be asked for twice.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel);

    /// <summary>Sets many values; when it returns, all of them survive a crash. Where a key stands twice, its last value counts.</summary>
    /// <exception cref="NamesUnwrittenException">Some are written and some are not; it says which. Another exception may leave any of them unwritten.</exception>
    ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel);

    /// <summary>Removes a key; removing what is absent is no error.</summary>
    ValueTask DeleteAsync(string key, CancellationToken cancel);

    /// <summary>The keys that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel);
}
