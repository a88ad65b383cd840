using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>The slow, obvious reader of a made table. Its faults make the mutants that the laws must refute.</summary>
internal sealed class ReferenceReadings(PlantedTable table, bool greaterWins, ReferenceFault fault = ReferenceFault.None) : IReadings
{
    public string Name => "made";

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) =>
        ValueTask.FromResult(sensors.RemoveAll(sensor => !PlantedTable.Sensors.Contains(sensor)));

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        var rows = Rows(Instant.MinValue, Instant.MaxValue, new Drops());
        return ValueTask.FromResult<ImmutableArray<Extent>>([.. from sensor in sensors.Select((sensor, i) => (sensor, i))
            let its = rows.Where(row => fault == ReferenceFault.LooseExtents || !double.IsNaN(row.Values[sensor.i])).ToList()
            where its.Count > 0
            select new Extent(sensor.sensor, Instant.FromUnixTimeTicks(its[0].Ticks), Instant.FromUnixTimeTicks(its[^1].Ticks))]);
    }

    public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel)
    {
        var rows = Rows(start, end, drops);
        return rows.Chunk(fault == ReferenceFault.CountsAhead ? 1 : 10_000).Select(chunk => new ReadingBatch(chunk.Select(row => row.Ticks).ToArray(), [.. sensors.Select(sensor =>
            (ReadOnlyMemory<double>)chunk.Select(row => row.Values[PlantedTable.Sensors.IndexOf(sensor)]).ToArray())])).ToAsyncEnumerable();
    }

    private List<(long Ticks, double[] Values)> Rows(Instant start, Instant end, Drops drops)
    {
        var kept = new List<(long Ticks, string Text, double[] Values)>();
        foreach (var row in table.Rows)
        {
            if (row.Ticks is not { } ticks)
            {
                drops.Add(DropReason.BadTime);
                continue;
            }

            var at = Instant.FromUnixTimeTicks(ticks);
            if (at < start || (fault == ReferenceFault.ClosedRange ? at > end : at >= end)) continue;
            var known = kept.Find(each => each.Ticks == ticks);
            if (known.Values is null || fault == ReferenceFault.KeepsRepeats) kept.Add(known = (ticks, row.Text, [.. row.Cells.Select(_ => double.NaN)]));
            for (var i = 0; i < row.Cells.Length; i++) known.Values[i] = Take(known.Values[i], row.Cells[i], drops);
        }

        var order = fault == ReferenceFault.TextOrder ? kept.OrderBy(row => row.Text, StringComparer.Ordinal) : kept.OrderBy(row => row.Ticks);
        return [.. order.Where(row => row.Values.Any(value => !double.IsNaN(value))).Select(row => (row.Ticks, row.Values))];
    }

    private double Take(double known, double? cell, Drops drops)
    {
        if (cell is not { } value) drops.Add(DropReason.Empty);
        else if (double.IsNaN(value)) drops.Add(DropReason.NotANumber);
        else if (double.IsInfinity(value) && fault != ReferenceFault.KeepsInfinity) drops.Add(DropReason.Infinite);
        else if (double.IsNaN(known)) return value;
        else
        {
            if (fault != ReferenceFault.SilentRepeats) drops.Add(DropReason.Duplicate);
            return fault == ReferenceFault.FirstWins ? known : greaterWins ? Math.Max(known, value) : value;
        }

        return known;
    }
}

internal enum ReferenceFault
{
    None,
    TextOrder,
    FirstWins,
    ClosedRange,
    KeepsRepeats,
    KeepsInfinity,
    SilentRepeats,
    LooseExtents,
    CountsAhead,
}
