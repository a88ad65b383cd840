using System.Collections.Concurrent;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Unpins cumulative pictures once a newer one of the same beginning is committed. Their keys stay, and so do their ledger rows.</summary>
internal sealed class ReplacedPictures(IPinStore store, ILedger ledger)
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
            if (newest is null || newest.Window.Start != entry.Window.Start) newest = entry;
            var (kept, replaced) = newest.Window <= entry.Window ? (entry, newest) : (newest, entry);
            if (replaced.PinId is { } id && id != kept.PinId) await store.UnpinAsync(id, cancel);
            series.Newest = kept;
        }
        finally
        {
            series.Turn.Release();
        }
    }

    private sealed class Series
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public LedgerEntry? Newest { get; set; }
    }
}
