namespace VizPipeline.Stages;

/// <summary>What a run of whole days, from an anchor on, adds to every cumulative picture after it. Grows by a day at a time, at a cost that does not depend on its length.</summary>
/// <param name="Readings">Of all its days.</param>
/// <param name="HasEmptyDay">Whether any day has no reading, so that pictures need a median.</param>
/// <param name="Digest">Names the days and their order.</param>
public readonly record struct SpanSummary(Summary Readings, bool HasEmptyDay, UInt128 Digest)
{
    /// <summary>Of no day at all: where a run begins.</summary>
    public static SpanSummary Start { get; } = new(Summary.Nothing, false, UInt128.Zero);

    public SpanSummary With(DayStrip day) =>
        new(Readings.With(day.Summary), HasEmptyDay || day.IsEmpty, InputHashes.Chain(Digest, InputHashes.OfSlices(day.Slices.AsSpan())));

    public static SpanSummary Of(IEnumerable<DayStrip> days) => days.Aggregate(Start, (sum, day) => sum.With(day));
}
