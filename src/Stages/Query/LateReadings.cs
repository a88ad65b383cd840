using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>A source that is opened when first asked for readings, for work that may not need any; while it cannot be opened, it is tried each time.</summary>
public sealed class LateReadings(Func<IReadings> open) : IReadings
{
    private readonly Lazy<IReadings> _readings = new(open, LazyThreadSafetyMode.PublicationOnly);

    public string Name => _readings.Value.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => _readings.Value.OffersAsync(sensors, cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => _readings.Value.ExtentsAsync(sensors, cancel);

    public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
        _readings.Value.ReadAsync(sensors, start, end, drops, cancel);
}
