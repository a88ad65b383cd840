using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>The whole days of a cumulative span that lie before some day.</summary>
/// <param name="Days">Oldest first; an item may be read back from the work file.</param>
/// <param name="Rows">The row of each of those days, the same object every time; null for a day without a reading.</param>
/// <param name="Summary">What they amount to together.</param>
public sealed record SpanSoFar(IReadOnlyList<DayStrip> Days, IReadOnlyList<StripRow?> Rows, SpanSummary Summary)
{
    public static SpanSoFar Of(IReadOnlyList<DayStrip> days) => new(days, [.. days.Select(RowOf)], SpanSummary.Of(days));

    internal static StripRow? RowOf(DayStrip day) => day.IsEmpty ? null : day.Row;
}
