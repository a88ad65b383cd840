using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Daily windows tile, the hourly ones of a day tile that day, and nothing is in two.</summary>
public class TilingLaws
{
    [Fact]
    public void Daily_windows_tile_every_range() => Law.Holds(Zones.Ranges, range => DaysTile(range, range.Calendar.Days), runs: 2000);

    [Fact]
    public void Days_of_24_hours_do_not_tile() => Mutant.IsRefuted(Zones.Ranges, range => DaysTile(range, (first, last) =>
        range.Calendar.Days(first, last).Select(day => day with { End = day.Start + Duration.FromHours(24) })));

    [Fact]
    public void Hourly_windows_of_a_day_tile_that_day() => Law.Holds(Zones.Ranges, range => HoursTile(range, day => day.Hours), runs: 2000);

    [Fact]
    public void The_24_hours_of_the_clock_do_not_tile_every_day() => Mutant.IsRefuted(Zones.Ranges, range => HoursTile(range, day =>
        Enumerable.Range(0, 24).Select(hour => range.Calendar.Resolve(day.Date + new LocalTime(hour, 0)))
            .Select(at => new LocalHour(at.Instant, at.Instant + Duration.FromHours(1), at.Local, at.Offset, IsRepeated: false))));

    [Fact]
    public void Every_instant_is_in_exactly_one_daily_and_one_hourly_window() => Law.Holds(Cases, c => IsInOneOfEach(c.Range, c.At, AllOf), runs: 3000);

    [Fact]
    public void Windows_that_hold_their_end_share_instants() => Mutant.IsRefuted(Cases, c => IsInOneOfEach(c.Range, c.At, day =>
        AllOf(day).Select(window => new Window(window.Kind, window.Start, window.End + Duration.FromTicks(1)))));

    [Fact]
    public void Windows_that_end_a_second_early_lose_instants() => Mutant.IsRefuted(Cases, c => IsInOneOfEach(c.Range, c.At, day =>
        AllOf(day).Select(window => new Window(window.Kind, window.Start, window.End - Duration.FromSeconds(1)))));

    /// <summary>A range, and an instant in it that is often the edge of an hour or just beside it.</summary>
    private static Gen<(DateRange Range, Instant At)> Cases =>
        from range in Zones.Ranges
        let hours = range.Calendar.Days(range.First, range.Last).SelectMany(day => day.Hours).ToArray()
        where hours.Length > 1
        from hour in Gen.Elements(hours[1..])
        from ticks in Gen.OneOf(Gen.Choose(-1, 1).Select(tick => (long)tick), Gen.Choose(0, 35_999_999).Select(step => step * 1000L))
        let at = hour.Start + Duration.FromTicks(ticks)
        select (range, at < hours[^1].End ? at : hour.Start);

    private static bool DaysTile(DateRange range, Func<LocalDate, LocalDate, IEnumerable<LocalDay>> days)
    {
        // NodaTime's own start of day is the witness; it has none for a date that the zone skipped.
        var starts = new List<Instant>();
        for (var date = range.First; starts.Count == 0 || date <= range.Last.PlusDays(1); date = date.PlusDays(1)) starts.AddRange(StartOf(range, date));
        var made = days(range.First, range.Last).ToList();
        if (made.Count == 0) return range.First == range.Last && !StartOf(range, range.First).Any();
        return made[0].Start == starts[0]
            && made.Zip(made.Skip(1), (day, next) => day.End == next.Start && day.Date < next.Date).All(touch => touch)
            && made.All(day => starts.Contains(day.Start) && day.Start < day.End && range.First <= day.Date && day.Date <= range.Last)
            && range.Calendar.LocalAt(made[^1].End).Date > range.Last;
    }

    private static IEnumerable<Instant> StartOf(DateRange range, LocalDate date)
    {
        try
        {
            return [range.Calendar.Zone.AtStartOfDay(date).ToInstant()];
        }
        catch (SkippedTimeException)
        {
            return [];
        }
    }

    private static bool HoursTile(DateRange range, Func<LocalDay, IEnumerable<LocalHour>> hours) => range.Calendar.Days(range.First, range.Last).All(day =>
    {
        var made = hours(day).ToList();
        return made[0].Start == day.Start
            && made[^1].End == day.End
            && made.Zip(made.Skip(1), (hour, next) => hour.End == next.Start && Name(hour) != Name(next)).All(touch => touch)
            && made.All(hour => hour.Start < hour.End && Shows(hour, hour.Start) && Shows(hour, hour.End - Duration.FromTicks(1)));

        bool Shows(LocalHour hour, Instant at) => range.Calendar.Zone.GetUtcOffset(at) is var offset
            && Name(hour) == (at.WithOffset(offset).Date, at.WithOffset(offset).Hour, offset);
    });

    private static (LocalDate Date, int Hour, Offset Offset) Name(LocalHour hour) => (hour.LocalStart.Date, hour.LocalStart.Hour, hour.Offset);

    private static bool IsInOneOfEach(DateRange range, Instant at, Func<LocalDay, IEnumerable<Window>> windows)
    {
        var holding = range.Calendar.Days(range.First, range.Last).SelectMany(windows).Where(window => window.Contains(at)).ToList();
        var day = range.Calendar.DayOf(at);
        return holding.Count(window => window.Kind == WindowKind.Daily) == 1
            && holding.Count(window => window.Kind == WindowKind.Hourly) == 1
            && holding.Contains(day.Daily())
            && holding.Contains(new Window(WindowKind.Hourly, day.HourOf(at).Start, day.HourOf(at).End));
    }

    private static IEnumerable<Window> AllOf(LocalDay day) => day.Hourly().Prepend(day.Daily());
}
