using NodaTime;
using NodaTime.TimeZones;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Every change of every zone's clocks since they were set to a meridian, not only those of the zones we thought of.</summary>
public class EveryZone
{
    [Fact]
    public void Days_tile_hours_tile_and_names_differ_around_every_kind_of_change()
    {
        var changes =
            from id in TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct().Order(StringComparer.Ordinal)
            let zone = DateTimeZoneProviders.Tzdb[id]
            let calendar = new LocalCalendar(zone)
            from interval in zone.GetZoneIntervals(Instant.FromUtc(1840, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0))
            where interval.HasStart
            select (calendar, At: interval.Start, interval.WallOffset, Before: zone.GetUtcOffset(interval.Start - Duration.FromTicks(1)));

        // The same jump at the same time of day is the same case, whatever the zone and the year.
        var kinds = changes.DistinctBy(change => (change.WallOffset.Seconds - change.Before.Seconds, change.At.WithOffset(change.Before).TimeOfDay)).ToList();
        Assert.InRange(kinds.Count, 300, 10_000);
        Assert.All(kinds, change => Assert.Null(Complaint(change.calendar, change.At)));
    }

    private static string? Complaint(LocalCalendar calendar, Instant change)
    {
        var date = calendar.DayOf(change).Date;
        var days = calendar.Days(date.PlusDays(-2), date.PlusDays(2)).ToList();
        var hours = days.SelectMany(day => day.Hours).ToList();
        if (!days.Zip(days.Skip(1), (day, next) => day.End == next.Start).All(touch => touch)) return "days do not touch";
        if (!hours.Zip(hours.Skip(1), (hour, next) => hour.End == next.Start).All(touch => touch)) return "hours do not touch";
        if (days.Any(day => day.Hours[0].Start != day.Start || day.Hours[^1].End != day.End)) return "hours and day differ";
        if (hours.Any(hour => calendar.DayOf(hour.Start) != calendar.DayOf(hour.End - Duration.FromTicks(1)))) return "an hour is in two days";

        var names = new WindowNames(calendar, null);
        var windows = days.SelectMany(day => day.Hourly().Concat(day.Cumulative(days[0].Start))).ToList();
        if (windows.Select(names.FileName).Distinct().Count() != windows.Count) return "two windows share a file name";
        return windows.All(window => names.TryParseKey(names.Key("uv", window), out _, out var parsed) && parsed == window) ? null : "a key does not come back";
    }
}
