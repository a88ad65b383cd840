namespace VizPipeline.Stages;

/// <summary>Some rows of a source, column by column. Its buffers belong to the reader and are overwritten by the next batch.</summary>
/// <param name="Ticks">One a row: 100-nanosecond ticks since 1970-01-01T00:00Z, strictly rising.</param>
/// <param name="Values">One array a sensor, in the order asked for, each as long as <paramref name="Ticks"/>; NaN where the row has no reading of it, otherwise finite.</param>
public readonly record struct ReadingBatch(ReadOnlyMemory<long> Ticks, IReadOnlyList<ReadOnlyMemory<double>> Values);
