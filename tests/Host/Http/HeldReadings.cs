using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Readings that come only when they are let go.</summary>
internal sealed class HeldReadings(IReadings readings, Task letGo) : IReadings
{
    public string Name => readings.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

    public async IAsyncEnumerable<ReadingBatch> ReadAsync(
        ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
    {
        await letGo.WaitAsync(cancel);
        await foreach (var batch in readings.ReadAsync(sensors, start, end, drops, cancel)) yield return batch;
    }
}
