using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Puts into the outbox what a run does to windows: a picture that is published, before the ledger says so; a window that failed.</summary>
internal sealed class Announcements(Outbox outbox, WindowNames names, IClock clock) : IRunObserver
{
    private readonly Lock _lock = new();
    private Task _writes = Task.CompletedTask;

    public ValueTask PublishedAsync(LedgerEntry entry, CancellationToken cancel) => outbox.AddAsync(
        new PicturePublished(clock.GetCurrentInstant(), OutboxWindow.Of(entry, names), entry.Cid!.Value.Text, entry.Bytes, entry.DataPoints, entry.Min, entry.Max),
        cancel);

    public void Faulted(Fault fault)
    {
        foreach (var entry in Diagnosis.Struck(fault))
        {
            var write = outbox.AddAsync(new WindowFailed(clock.GetCurrentInstant(), OutboxWindow.Of(entry, names), LedgerFaults.Line(fault)), CancellationToken.None).AsTask();
            lock (_lock) _writes = Task.WhenAll(_writes, write);
        }
    }

    /// <summary>Completes when all failures are durable.</summary>
    public Task FlushAsync()
    {
        lock (_lock) return _writes;
    }
}
