using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Where the door leaves work for the service behind it, and asks how that stands. Safe for use by many threads at once.</summary>
internal interface IDesk
{
    /// <summary>How the service stands now.</summary>
    ServiceState State { get; }

    /// <summary>Takes a backfill on, which is recorded as a run of the ledger when this returns; its work begins when its turn comes.</summary>
    /// <param name="choice">What it is asked to do.</param>
    /// <param name="cancel">Ends the wait for the ledger.</param>
    /// <returns>The run's <see cref="RunRecord.Id"/>.</returns>
    /// <exception cref="DeskFullException">As many backfills wait as may.</exception>
    ValueTask<long> BeginAsync(RunChoice choice, CancellationToken cancel);

    /// <summary>How a backfill that was taken on since the service began stands; null for any other.</summary>
    BackfillProgress? Find(long id);

    /// <summary>Lets a backfill finish what it has begun and do no more; false where there is none under way of this id.</summary>
    bool Cancel(long id);

    /// <summary>Has one window drawn and published again before anything that waits; completes when it was put in line.</summary>
    /// <exception cref="DeskFullException">As many wait as may.</exception>
    ValueTask RedrawAsync(LedgerEntry entry, CancellationToken cancel);

    /// <summary>
    /// What happens from now on, until cancelled. A listener that is too slow to take it loses the oldest, and is told so by <see cref="EventsMissed"/>.
    /// </summary>
    IAsyncEnumerable<ServiceEvent> ListenAsync(CancellationToken cancel);
}

/// <summary>As much waits at the desk as may: try again later.</summary>
internal sealed class DeskFullException : Exception
{
    public DeskFullException() { }

    public DeskFullException(string message) : base(message) { }

    public DeskFullException(string message, Exception cause) : base(message, cause) { }
}
