using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>A source of readings. Safe for use by several passes at once.</summary>
/// <remarks>Throws <see cref="SourceException"/> for everything that is wrong with the source.</remarks>
public interface IReadings
{
    /// <summary>What messages call it; carries no secret.</summary>
    string Name { get; }

    /// <summary>Those of the sensors that the source has a place for: a column of a wide table; in a long table, all of them.</summary>
    ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel);

    /// <summary>Where each sensor's valid readings begin and end; a sensor without any is left out.</summary>
    ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel);

    /// <summary>
    /// One ordered pass over every reading with <c>start &lt;= at &amp;&amp; at &lt; end</c>: instants strictly rise within and across batches,
    /// and rule 1 of docs/pictures.md is done. What it drops is counted in <paramref name="drops"/> with the batch it would have been in, so that a pass that
    /// breaks has counted just what belongs to the rows it gave.
    /// </summary>
    IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel);
}

/// <summary>The first and last valid reading of one sensor, both inclusive.</summary>
public sealed record Extent(Sensor Sensor, Instant First, Instant Last);
