using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Of all known column values, sorted, element [count / 2], found without sorting them all.</summary>
public class MedianLaws
{
    private delegate double Median(List<DayStrip> days, double[] more);

    [Fact]
    public void The_median_is_the_middle_of_all_values_sorted() => Law.Holds(Cases, c => IsTheMiddle(c.Days, c.More, (days, more) =>
        MiddleValues.Of(days).MedianWith([.. more])), runs: 300);

    [Fact]
    public void The_lower_middle_is_another() => Mutant.IsRefuted(Cases, c => IsTheMiddle(c.Days, c.More, (days, more) =>
        Sorted(days, more) is var all ? all[(all.Count - 1) / 2] : 0));

    [Fact]
    public void The_middle_of_the_whole_days_is_another() => Mutant.IsRefuted(Cases, c => IsTheMiddle(c.Days, c.More, (days, more) =>
        MiddleValues.Of(days).MedianWith(new double[1])));

    [Fact]
    public void A_place_in_order_is_found_without_ordering_the_rest() => Law.Holds(Places, c => IsInPlace(c.Values, c.Rank, (values, rank) => Selection.Place(values, rank)), runs: 500);

    [Fact]
    public void Leaving_values_as_they_are_puts_none_in_place() => Mutant.IsRefuted(Places, c => IsInPlace(c.Values, c.Rank, (_, _) => { }));

    /// <summary>Days of up to 1,440 known columns, and more values of one more; few different values as sensors have, or many.</summary>
    private static Gen<(List<DayStrip> Days, double[] More)> Cases =>
        from days in Gen.Choose(0, 6)
        from every in Gen.Choose(1, 4)
        from kinds in Gen.Elements(3, 50, 1_000_000)
        from seed in Gen.Choose(1, int.MaxValue)
        from more in Gen.Elements(1, 2, 700, 1440)
        from shift in Gen.Elements(-kinds, 0, kinds)
        let utc = Zones.Calendar("UTC")
        let filled = utc.Days(new(2024, 1, 1), new LocalDate(2024, 1, 1).PlusDays(days - 1)).ToList()
        let readings = filled.SelectMany((day, index) => Numbers(seed + index, 1440 / every, kinds).Select((value, i) => new Reading(day.Start + Duration.FromMinutes(i * every), value)))
        select (Picture.Build(filled, readings), Numbers(seed + 99, more, kinds).Select(value => value + shift).ToArray());

    private static Gen<(double[] Values, int Rank)> Places =>
        from count in Gen.Choose(1, 3000)
        from kinds in Gen.Elements(1, 3, 1_000_000)
        from seed in Gen.Choose(1, int.MaxValue)
        from order in Gen.Choose(0, 2)
        let numbers = Numbers(seed, count, kinds)
        from rank in Gen.Choose(0, count - 1)
        select ((order switch { 0 => numbers, 1 => numbers.Order(), _ => numbers.OrderDescending() }).ToArray(), rank);

    private static IEnumerable<double> Numbers(long seed, int count, int kinds)
    {
        for (var x = seed; count-- > 0;)
        {
            x = ((x * 1103515245) + 12345) % 2147483648;
            yield return ((x >> 8) % kinds) / 8.0;
        }
    }

    private static List<double> Sorted(List<DayStrip> days, double[] more)
    {
        var columns = new double[StripRow.Columns];
        return [.. days.SelectMany(day => columns[..MiddleValues.Collect(day.Slices.AsSpan(), columns)]).Concat(more).Order()];
    }

    private static bool IsTheMiddle(List<DayStrip> days, double[] more, Median median)
    {
        var all = Sorted(days, more);
        return median(days, more).Equals(all[all.Count / 2]);
    }

    private static bool IsInPlace(double[] values, int rank, Action<double[], int> place)
    {
        var placed = values.ToArray();
        place(placed, rank);
        var sorted = values.Order().ToArray();
        return placed[rank].Equals(sorted[rank])
            && placed[..rank].All(value => value <= placed[rank])
            && placed[rank..].All(value => value >= placed[rank])
            && placed.Order().SequenceEqual(sorted);
    }
}
