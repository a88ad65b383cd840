using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A window's picture before it has colours. Equal when every value is.</summary>
internal sealed record Picture(ImmutableArray<ImmutableArray<double>> Rows, double Min, double Max, long Readings)
{
    /// <summary>The road's way: rule 1, then day by day through <see cref="DayBuilder"/> and <see cref="Strips"/>. Null for a window without a reading.</summary>
    public static Picture? Of(Recording recording, Window window, IEnumerable<Reading> arrived)
    {
        var first = recording.Calendar.DayOf(window.Start);
        var last = recording.Calendar.DayOf(window.End - Duration.FromTicks(1));
        var days = Build(recording.Calendar.Days(first.Date, last.Date), arrived);
        var strip = days[^1];
        var slice = strip.Slices.FirstOrDefault(slice => slice.Hour.Start == window.Start);
        var slices = strip.Slices.Count(slice => slice.Hour.End <= window.End);
        return window.Kind switch
        {
            WindowKind.Daily => From(Strips.Daily(strip, Recording.Palette), strip.Summary),
            WindowKind.Hourly => From(Strips.Hourly(slice!, Recording.Palette), slice!.Summary),
            _ => From(Snapshot(days[..^1], strip, slices), Span(days[..^1]).SummaryTo(strip, slices)),
        };
    }

    /// <summary>The cumulative strip of some whole days and the first slices of the last.</summary>
    public static Strip? Snapshot(IReadOnlyList<DayStrip> before, DayStrip last, int slices) => Span(before).StripTo(last, slices, Recording.Palette);

    /// <summary>A day without a reading.</summary>
    public static DayStrip EmptyDay(LocalDay day) => new(day, [.. day.Hours.Select(HourSlice.Empty)]);

    private static CumulativeSpan Span(IReadOnlyList<DayStrip> before) => new(SpanSoFar.Of(before));

    public static List<DayStrip> Build(IEnumerable<LocalDay> days, IEnumerable<Reading> arrived)
    {
        var readings = InOrder(arrived).ToArray();
        var ticks = Array.ConvertAll(readings, reading => reading.At.ToUnixTimeTicks());
        var values = Array.ConvertAll(readings, reading => reading.Value);
        var row = 0;
        var strips = new List<DayStrip>();
        foreach (var day in days)
        {
            while (row < ticks.Length && ticks[row] < day.Start.ToUnixTimeTicks()) row++;
            var builder = new DayBuilder(day);
            row += builder.Add(ticks.AsSpan(row), values.AsSpan(row));
            strips.Add(builder.Build());
        }

        return strips;
    }

    /// <summary>Rule 1: of several readings of one instant, the last to arrive.</summary>
    public static IEnumerable<Reading> InOrder(IEnumerable<Reading> arrived) =>
        arrived.GroupBy(reading => reading.At).Select(same => same.Last()).OrderBy(reading => reading.At);

    public bool Equals(Picture? other) => other is not null
        && (Min, Max, Readings) == (other.Min, other.Max, other.Readings)
        && Rows.Length == other.Rows.Length
        && Rows.Zip(other.Rows).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Rows.Length, Min, Max, Readings);

    public override string ToString() => FormattableString.Invariant($"{Rows.Length} rows of {Readings} readings from {Min} to {Max}");

    private static Picture? From(Strip? strip, Summary summary)
    {
        if (strip is null != summary.IsEmpty) throw new InvalidOperationException("A strip without a reading, or none with one.");
        return strip is null ? null : new([.. strip.Rows.Select(Values)], strip.Min, strip.Max, summary.Count);
    }

    private static ImmutableArray<double> Values(StripRow row)
    {
        var columns = new double[StripRow.Columns];
        row.Fill(columns);
        return [.. columns];
    }
}
