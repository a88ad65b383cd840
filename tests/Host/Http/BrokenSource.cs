using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Readings that are out of reach.</summary>
internal sealed class BrokenSource(Func<Exception> cause) : IReadings
{
    public const string Why = "db.example: it does not answer";

    public BrokenSource() : this(() => new SourceException(Why)) { }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public string Name => "db.example";

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
    {
        Asked++;
        throw cause();
    }

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => throw cause();

    public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) => throw cause();
}
