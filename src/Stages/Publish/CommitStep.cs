using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Names a pinned picture in the index: its own key, and <c>latest</c> if it is. Nothing happens where the key already names it; only a window that had a picture before is looked up, and only in an index at home: outside, looking costs more than writing.</summary>
internal sealed class CommitStep(INameIndex index, bool isOutside, MonotonicLatest latest, WindowNames names, IClock clock) : IStep<Pinned, Committed>
{
    public async ValueTask<Committed> RunAsync(Pinned pinned, CancellationToken cancel)
    {
        var entry = pinned.Entry;
        var value = ValueOf(entry);
        var json = value.ToJson(names);
        if (!isOutside && !pinned.IsNew && await index.FindAsync(entry.Key, cancel) is { } found && IndexValue.TryParse(found) is { } kept && SaysTheSame(kept, value)) json = kept.ToJson(names);
        else await index.PutAsync(entry.Key, json, cancel);

        await latest.AdvanceAsync(names.LatestKey(entry.Sensor, entry.Window.Kind), entry.Window, json, cancel);
        return new Committed(entry, pinned.Preview);
    }

    private IndexValue ValueOf(LedgerEntry entry) => new(
        entry.Cid!.Value,
        clock.GetCurrentInstant(),
        names.FileName(entry.Window),
        entry.Sensor,
        entry.Window,
        entry.DataPoints,
        entry.ProcessingTime);

    private static bool SaysTheSame(IndexValue kept, IndexValue value) =>
        kept with { UpdatedAt = value.UpdatedAt, ProcessingTime = value.ProcessingTime } == value;
}
