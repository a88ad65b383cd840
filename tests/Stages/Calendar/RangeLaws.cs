using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class RangeLaws
{
    [Fact]
    public void A_range_and_its_two_halves_have_the_same_windows() => Law.Holds(Halved, c => SplitsAnywhere(c.Range, c.Middle, Windows), runs: 1000);

    [Fact]
    public void Days_counted_in_hours_from_the_start_of_a_range_change_with_the_range() =>
        Mutant.IsRefuted(Halved, c => SplitsAnywhere(c.Range, c.Middle, EveryDayTheSameLength));

    private static Gen<(DateRange Range, LocalDate Middle)> Halved =>
        from range in Zones.Ranges
        where range.First < range.Last
        from days in Gen.Choose(0, Period.DaysBetween(range.First, range.Last) - 1)
        select (range, range.First.PlusDays(days));

    private static bool SplitsAnywhere(DateRange range, LocalDate middle, Func<DateRange, Instant, IEnumerable<Window>> windows)
    {
        var anchor = range.Calendar.Days(range.First.PlusDays(-3), range.Last).First().Start;
        var halves = windows(range with { Last = middle }, anchor).Concat(windows(range with { First = middle.PlusDays(1) }, anchor));
        return windows(range, anchor).Order().SequenceEqual(halves.Order());
    }

    private static IEnumerable<Window> Windows(DateRange range, Instant anchor) =>
        range.Calendar.Days(range.First, range.Last).SelectMany(day => day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(anchor)));

    private static IEnumerable<Window> EveryDayTheSameLength(DateRange range, Instant anchor)
    {
        if (range.Calendar.Days(range.First, range.Last).FirstOrDefault() is not { } first) yield break;
        var days = Period.DaysBetween(range.First, range.Last) + 1;
        for (var day = 0; day < days; day++)
        {
            var start = first.Start + Duration.FromDays(day);
            yield return new(WindowKind.Daily, start, start + Duration.FromDays(1));
        }
    }
}
