using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>The durable record of every window: what resume, retry, status, the dry run and the gallery read. Safe for use by many threads at once.</summary>
/// <remarks>Throws <see cref="Storage.HomeUnavailableException"/> when it cannot be read or written. Instants are kept to 100 nanoseconds.</remarks>
public interface ILedger
{
    /// <summary>Adds the windows it does not know yet; leaves the others as they are. Durable when it returns.</summary>
    ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel);

    /// <summary>Replaces what is known of one window. Completes when the group it was written with is durable.</summary>
    /// <param name="entry">The whole new row.</param>
    /// <param name="preview">A small PNG of the picture, kept with the row; null or empty keeps the one there is. Of a sensor's cumulative windows only the newest one's is kept.</param>
    /// <param name="cancel">Ends the wait, not the write.</param>
    ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel);

    /// <summary>
    /// Records that windows failed in this run, in one group: each becomes failed with one attempt more, or dead when it was rejected or has reached
    /// <see cref="LedgerEntry.MostAttempts"/>. A pinned window stays pinned and only keeps the error, because its pin exists; a window that
    /// became done or empty after its entry was read (<see cref="LedgerEntry.UpdatedAt"/>) is left as it is.
    /// </summary>
    /// <param name="entries">As the caller last knew them; one that the ledger does not know is added.</param>
    /// <param name="rejected">Whether it will fail again however often it is tried.</param>
    /// <param name="error">One line without secrets.</param>
    /// <param name="now">The new <see cref="LedgerEntry.UpdatedAt"/>.</param>
    /// <param name="cancel">Ends the wait, not the write.</param>
    ValueTask FailAsync(IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now, CancellationToken cancel);

    /// <summary>The row of one window; null when it was never planned.</summary>
    ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancel);

    /// <summary>The windows of one sensor and kind with <c>from &lt;= End &amp;&amp; End &lt; to</c>, by end.</summary>
    ValueTask<ImmutableArray<LedgerEntry>> ReadAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel);

    /// <summary>
    /// All windows in one of <paramref name="states"/>, by end, streamed in pages: no read stays open between them, so that the caller may take
    /// its time and may write. A row is as it was when its page was read.
    /// </summary>
    IAsyncEnumerable<LedgerEntry> ReadAsync(ImmutableArray<WindowState> states, CancellationToken cancel);

    /// <summary>How far the windows of one sensor and kind are, without the rest of their rows: those with <c>from &lt;= End &amp;&amp; End &lt; to</c>, by end.</summary>
    ValueTask<ImmutableArray<WindowStanding>> StandingsAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel);

    /// <summary>
    /// One page of the windows asked for. Pages one after the other give every window that is asked for throughout, once, whatever is recorded meanwhile; one that
    /// is asked for only before or after what is recorded may be given or not.
    /// </summary>
    ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel);

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

    /// <summary>Notes that a command began; returns the <see cref="RunRecord.Id"/> to end it with.</summary>
    ValueTask<long> BeginRunAsync(string verb, Instant started, CancellationToken cancel);

    /// <summary>Notes how a command ended. The parameters are those of <see cref="RunRecord"/>.</summary>
    ValueTask EndRunAsync(long id, Instant finished, int exitCode, RunSummary? summary, string lastLine, CancellationToken cancel);

    /// <summary>One run; null when there was none of this id.</summary>
    ValueTask<RunRecord?> FindRunAsync(long id, CancellationToken cancel);

    /// <summary>The last <paramref name="count"/> runs, newest first.</summary>
    ValueTask<ImmutableArray<RunRecord>> RunsAsync(int count, CancellationToken cancel);
}

/// <summary>How far one window has come.</summary>
public readonly record struct WindowStanding(string Key, Window Window, WindowState State);

/// <summary>How many windows of a sensor and kind are in a state, and the span they cover: earliest start, latest end.</summary>
public sealed record LedgerCount(string Sensor, WindowKind Kind, WindowState State, long Count, Instant First, Instant Last);
