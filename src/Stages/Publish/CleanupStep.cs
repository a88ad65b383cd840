using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The last verb: takes away what a committed picture replaced, if asked to, and records the window as done. What it records is on the disk before.</summary>
internal sealed class CleanupStep(IPinStore store, ReplacedPictures? replaced, ILedger ledger, Agenda agenda, IClock clock) : IStep<Committed, Published>
{
    public async ValueTask<Published> RunAsync(Committed committed, CancellationToken cancel)
    {
        await store.FlushAsync(cancel);
        if (replaced is not null) await replaced.RemoveAsync(committed.Entry, cancel);

        var entry = committed.Entry with
        {
            // A window that has not ended is never done: the next run looks at it again.
            State = committed.Entry.Window.End > agenda.AsOf ? WindowState.Planned : WindowState.Done,
            Attempts = 0,
            Error = null,
            UpdatedAt = clock.GetCurrentInstant(),
        };
        await ledger.RecordAsync(entry, committed.Preview, cancel);
        return new Published(entry);
    }
}
