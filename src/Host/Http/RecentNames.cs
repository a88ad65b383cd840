using System.Collections.Concurrent;

namespace VizPipeline.Host;

/// <summary>A provider's index, asked for a key no more often than every so often: it has a quota, and readers have not.</summary>
/// <param name="time">Tells how old an answer is.</param>
/// <param name="find">Asks the provider.</param>
internal sealed class RecentNames(TimeProvider time, Func<string, CancellationToken, ValueTask<string?>> find)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    // Only the keys of known sensors are asked for.
    private readonly ConcurrentDictionary<string, Recent<string?>> _known = new(StringComparer.Ordinal);

    public async ValueTask<string?> FindAsync(string key, CancellationToken cancel) =>
        await _known.GetOrAdd(key, asked => new(time, Lasts, async stop => await find(asked, stop))).AskAsync(cancel);
}
