using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>Turns slices into strips to be painted; null where a window has no reading and so no picture.</summary>
internal static class Strips
{
    public static Strip? Daily(DayStrip day, Palette palette) => day.IsEmpty ? null : new([day.Row], day.Summary.Min, day.Summary.Max, palette);

    public static Strip? Hourly(HourSlice slice, Palette palette) =>
        slice.IsEmpty ? null : new([new SliceRow(new[] { slice })], slice.Min, slice.Max, palette);
}
