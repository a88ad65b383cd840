using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Days and hours as Python's zoneinfo has them: tests/Witnesses/zoneinfo_windows.py.</summary>
public class ZoneinfoTable
{
    private sealed record Row(string Zone, Instant At, LocalDate Date, int Column, int Offset, Instant Start, Instant End, Instant HourStart, Instant HourEnd)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split('\t');
            return new(fields[0], At(1), LocalDatePattern.Iso.Parse(fields[2]).Value, Number(3), Number(4), At(5), At(6), At(7), At(8));

            int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
            Instant At(int field) => Instant.FromUnixTimeSeconds(long.Parse(fields[field], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Days_columns_offsets_and_hours_are_those_of_zoneinfo()
    {
        var rows = Witness.Lines("zoneinfo_windows.tsv").Select(Row.Parse).ToList();
        Assert.InRange(rows.Count, 2000, 10_000);
        var calendars = rows.Select(row => row.Zone).Distinct().ToDictionary(id => id, Zones.Calendar);
        Assert.Empty(rows.Where(row => Of(calendars[row.Zone], row.At) != row).Select(row => $"{row}\n{Of(calendars[row.Zone], row.At)}"));
    }

    private static Row Of(LocalCalendar calendar, Instant at)
    {
        var day = calendar.DayOf(at);
        var hour = day.HourOf(at);
        return new(calendar.Zone.Id, at, day.Date, Column(day, at), hour.Offset.Seconds, day.Start, day.End, hour.Start, hour.End);
    }

    // Where the reading really lands.
    private static int Column(LocalDay day, Instant at)
    {
        var slice = Picture.Build([day], [new Reading(at, 1)])[0].Slices.Single(slice => !slice.IsEmpty);
        return slice.Hour.FirstColumn + System.Numerics.BitOperations.TrailingZeroCount(slice.Known);
    }
}
