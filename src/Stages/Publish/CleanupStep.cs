using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The last verb: takes away what a committed picture replaced, if asked to, and records the window as done. What it records is on the disk before, and in the outbox where there is one.</summary>
internal sealed class CleanupStep(IPinStore store, Outside? outside, ReplacedPictures? replaced, WindowNames names, ILedger ledger, Announcements? announcements, Agenda agenda, IClock clock, Action<LedgerEntry> shown) : IStep<Committed, Published>
{
    public async ValueTask<Published> RunAsync(Committed committed, CancellationToken cancel)
    {
        var isOpen = committed.Entry.Window.End > agenda.AsOf;
        await store.FlushAsync(cancel);
        if (outside is not null)
        {
            await outside.Pins.KeepAsync(names.FilePath(committed.Entry.Sensor, committed.Entry.Window), committed.Entry.Cid!.Value, isOpen, releasesPassed: replaced is not null, cancel);
            await outside.Copies.PublishedAsync(committed.Entry, cancel);
        }

        if (replaced is not null) await replaced.RemoveAsync(committed.Entry, cancel);

        var entry = committed.Entry with
        {
            // A window that has not ended is never done: the next run looks at it again.
            State = isOpen ? WindowState.Planned : WindowState.Done,
            Attempts = 0,
            Error = null,
            UpdatedAt = clock.GetCurrentInstant(),
        };
        if (announcements is not null) await announcements.PublishedAsync(entry, cancel);
        await ledger.RecordAsync(entry, committed.Preview, cancel);
        shown(entry);
        return new Published(entry);
    }
}
