using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A source that gives a row at a time, and has something done before each of them.</summary>
internal sealed class SmallBatches(IReadings readings, Action<int> before) : IReadings
{
    public string Name => readings.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

    public async IAsyncEnumerable<ReadingBatch> ReadAsync(
        ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
    {
        var given = 0;
        await foreach (var batch in readings.ReadAsync(sensors, start, end, drops, cancel))
        {
            for (var row = 0; row < batch.Ticks.Length; row++)
            {
                before(given++);
                yield return new(batch.Ticks.Slice(row, 1), [.. batch.Values.Select(column => column.Slice(row, 1))]);
            }
        }
    }
}
