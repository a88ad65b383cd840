using System.Collections.Immutable;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>One sensor's local day: a slice per hourly window of its day, in time order, empty ones included. Immutable and shared.</summary>
public sealed class DayStrip(LocalDay day, ImmutableArray<HourSlice> slices)
{
    public LocalDay Day { get; } = day;

    public ImmutableArray<HourSlice> Slices { get; } = slices;

    public bool IsEmpty => Summary.IsEmpty;

    /// <summary>Of the day's readings.</summary>
    public Summary Summary { get; } = Summary.Of(slices.AsSpan());

    /// <summary>The whole day's row; the same object in every picture, so that a painter may remember it. Only for a day with readings.</summary>
    public StripRow Row { get; } = new SliceRow(slices.AsMemory());
}
