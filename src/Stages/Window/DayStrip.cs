using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>One sensor's local day: a slice per hourly window of <paramref name="Day"/>, in time order, empty ones included. Immutable and shared.</summary>
public sealed record DayStrip(LocalDay Day, ImmutableArray<HourSlice> Slices)
{
    public bool IsEmpty => Slices.All(slice => slice.IsEmpty);
}
