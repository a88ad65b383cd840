namespace VizPipeline.Stages;

/// <summary>How many readings there are, and their range, in the sensor's own unit.</summary>
/// <param name="Count">After rule 1 of docs/pictures.md, before rule 3.</param>
/// <param name="Min">NaN where there is none.</param>
/// <param name="Max">NaN where there is none.</param>
public readonly record struct Summary(long Count, double Min, double Max)
{
    public static Summary Nothing { get; } = new(0, double.NaN, double.NaN);

    public bool IsEmpty => Count == 0;

    public Summary With(Summary more)
    {
        if (more.IsEmpty) return this;
        return IsEmpty ? more : new(Count + more.Count, Math.Min(Min, more.Min), Math.Max(Max, more.Max));
    }

    /// <summary>Of the readings of some slices together.</summary>
    public static Summary Of(ReadOnlySpan<HourSlice> slices)
    {
        var sum = Nothing;
        foreach (var slice in slices) sum = sum.With(slice.Summary);
        return sum;
    }
}
