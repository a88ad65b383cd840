using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// The totals of the live page. Counting looks at every window, so it is done once for all who ask together, and so seldom that it takes less than half a
/// percent of the time.
/// </summary>
internal sealed class ShownTotals(TimeProvider time)
{
    private const int Seldom = 200;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<GalleryTotals>? _counted;
    private long _endedAt;
    private TimeSpan _took;

    /// <summary>What was found the last time, or is found now if that is too long ago. The count goes on for the others when one who asked leaves.</summary>
    /// <exception cref="Storage.HomeUnavailableException">The ledger cannot be read.</exception>
    public Task<GalleryTotals> ReadAsync(ILedger ledger, ImmutableArray<Sensor> sensors)
    {
        lock (_lock)
        {
            if (_counted is null || _counted.IsFaulted || (_counted.IsCompleted && IsDue)) _counted = Task.Run(() => CountAsync(ledger, sensors));
            return _counted;
        }
    }

    private bool IsDue => time.GetElapsedTime(_endedAt) is var since && since > Shortest && since > _took * Seldom;

    private async Task<GalleryTotals> CountAsync(ILedger ledger, ImmutableArray<Sensor> sensors)
    {
        var began = time.GetTimestamp();
        var counts = await ledger.CountAsync(CancellationToken.None);
        lock (_lock) (_endedAt, _took) = (time.GetTimestamp(), time.GetElapsedTime(began));
        return GalleryTotals.Of(counts.Where(count => sensors.Any(sensor => sensor.Name == count.Sensor)));
    }
}
