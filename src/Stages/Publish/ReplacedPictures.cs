using System.Collections.Concurrent;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Unpins cumulative pictures once a newer one of the same beginning is committed, unless another key names the same content. Their keys go first; their ledger rows stay.</summary>
internal sealed class ReplacedPictures(IPinStore store, SharedPins? shared, INameIndex index, ILedger ledger, WindowNames names)
{
    private readonly ConcurrentDictionary<(string Sensor, Instant Start), Series> _series = new();

    public async ValueTask RemoveAsync(LedgerEntry entry, CancellationToken cancel)
    {
        if (entry.Window.Kind != WindowKind.Cumulative) return;

        var series = _series.GetOrAdd((entry.Sensor, entry.Window.Start), _ => new Series());
        await series.Turn.WaitAsync(cancel);
        try
        {
            var newest = series.Newest ?? await ledger.LatestAsync(entry.Sensor, WindowKind.Cumulative, cancel);
            if (newest is null || !IsOfTheSameSpan(newest, entry)) newest = entry;
            var (kept, replaced) = newest.Window <= entry.Window ? (entry, newest) : (newest, entry);
            if (replaced.Key != kept.Key) await RemovePictureAsync(replaced, cancel);
            series.Newest = kept;
        }
        finally
        {
            series.Turn.Release();
        }
    }

    private async ValueTask RemovePictureAsync(LedgerEntry replaced, CancellationToken cancel)
    {
        if (replaced is not { PinId: { } id, Cid: { } cid }) return;
        await index.DeleteAsync(replaced.Key, cancel);
        if (shared is null) await store.UnpinAsync(id, cancel);
        else await shared.ReleaseAsync(names.FilePath(replaced.Sensor, replaced.Window), cid, cancel);
    }

    // The ledger may know another span of the same sensor, or another station's.
    private bool IsOfTheSameSpan(LedgerEntry newest, LedgerEntry entry) =>
        newest.Window.Start == entry.Window.Start && names.TryParseKey(newest.Key, out var sensor, out _) && sensor == entry.Sensor;

    private sealed class Series
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public LedgerEntry? Newest { get; set; }
    }
}
