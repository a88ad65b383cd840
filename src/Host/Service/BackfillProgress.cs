using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>How a backfill of the service stands.</summary>
/// <param name="Id">Its run in the ledger.</param>
/// <param name="State">Where in its life it is.</param>
/// <param name="Total">Windows it looks at; null until they are counted.</param>
/// <param name="Counts">What became of them so far; what is not reached yet is left.</param>
/// <param name="Bytes">Of the pictures drawn.</param>
/// <param name="Started">When it was taken on.</param>
/// <param name="Finished">Null until it has ended.</param>
/// <param name="LastLine">The sentence it ended with; null until then.</param>
internal sealed record BackfillProgress(
    long Id, BackfillState State, long? Total, RunCounts Counts, long Bytes, Instant Started, Instant? Finished, string? LastLine);

internal enum BackfillState
{
    /// <summary>For its turn.</summary>
    Waiting,
    Running,

    /// <summary>Finishes what it has begun.</summary>
    Stopping,
    Done,

    /// <summary>Ended, with windows that failed.</summary>
    SomeFailed,
    Cancelled,

    /// <summary>The service ended before it; what is left of it is caught up with.</summary>
    Interrupted,
}
