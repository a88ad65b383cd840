using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>The durable record of every window: what resume, retry, status, the dry run and the gallery read. Safe for use by many threads at once.</summary>
/// <remarks>Throws <see cref="Storage.HomeUnavailableException"/> when it cannot be read or written.</remarks>
public interface ILedger
{
    /// <summary>Adds the windows it does not know yet; leaves the others as they are. Durable when it returns.</summary>
    ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel);

    /// <summary>Replaces what is known of one window. Completes when the group it was written with is durable.</summary>
    /// <param name="entry">The whole new row.</param>
    /// <param name="preview">A small PNG of the picture, kept with the row; null keeps the one there is.</param>
    /// <param name="cancel">Ends the wait, not the write.</param>
    ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel);

    ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancel);

    /// <summary>The windows of one sensor and kind with <c>from &lt;= End &amp;&amp; End &lt; to</c>, by end.</summary>
    ValueTask<ImmutableArray<LedgerEntry>> ReadAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel);

    /// <summary>All windows in one of <paramref name="states"/>, by end, streamed.</summary>
    IAsyncEnumerable<LedgerEntry> ReadAsync(ImmutableArray<WindowState> states, CancellationToken cancel);

    /// <summary>Windows by sensor, kind and state.</summary>
    ValueTask<ImmutableArray<LedgerCount>> CountAsync(CancellationToken cancel);

    /// <summary>The small PNG kept with a window; null when there is none.</summary>
    ValueTask<byte[]?> PreviewAsync(string key, CancellationToken cancel);

    /// <summary>The newest done window of a sensor and kind, in the order of <see cref="Window.CompareTo"/>; null when there is none.</summary>
    ValueTask<LedgerEntry?> LatestAsync(string sensor, WindowKind kind, CancellationToken cancel);

    /// <summary>A small fact fixed at first use, such as the anchor: returns what is kept, which is <paramref name="value"/> only if nothing was.</summary>
    ValueTask<string> FixAsync(string name, string value, CancellationToken cancel);

    /// <summary>The fact under a name; null when none was fixed.</summary>
    ValueTask<string?> FactAsync(string name, CancellationToken cancel);
}

/// <summary>How many windows of a sensor and kind are in a state, and the span they cover: earliest start, latest end.</summary>
public sealed record LedgerCount(string Sensor, WindowKind Kind, WindowState State, long Count, Instant First, Instant Last);
