using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class CalendarExamples
{
    private static readonly LocalCalendar LosAngeles = Zones.Calendar("America/Los_Angeles");

    [Fact]
    public void The_spring_day_of_2025_has_23_hours_and_no_02()
    {
        var day = Day(LosAngeles, "2025-03-09");
        Assert.Equal(Duration.FromHours(23), day.End - day.Start);
        Assert.Equal([0, 1, .. Enumerable.Range(3, 21)], day.Hours.Select(hour => hour.LocalStart.Hour));
        Assert.DoesNotContain(day.Hours, hour => hour.IsRepeated);
    }

    [Fact]
    public void The_autumn_day_of_2025_has_25_hours_and_two_of_them_are_01()
    {
        var day = Day(LosAngeles, "2025-11-02");
        Assert.Equal(25, day.Hours.Length);
        Assert.Equal(["01:00-07", "01:00-08"], day.Hours.Where(hour => hour.IsRepeated).Select(Text));
        Assert.All(day.Hours, hour => Assert.Equal(Duration.FromHours(1), hour.End - hour.Start));
    }

    [Fact]
    public void Lord_Howe_skips_half_an_hour_in_spring()
    {
        var day = Day(Zones.Calendar("Australia/Lord_Howe"), "2024-10-06");
        Assert.Equal(24, day.Hours.Length);
        Assert.Equal("02:30+11", Text(day.Hours[2]));
        Assert.Equal(Duration.FromMinutes(30), day.Hours[2].End - day.Hours[2].Start);
        Assert.False(day.Hours[2].IsRepeated);
    }

    [Fact]
    public void Lord_Howe_repeats_half_an_hour_in_autumn()
    {
        var day = Day(Zones.Calendar("Australia/Lord_Howe"), "2025-04-06");
        Assert.Equal(25, day.Hours.Length);
        Assert.Equal(["01:00+11", "01:30+10:30"], day.Hours.Where(hour => hour.IsRepeated).Select(Text));
        Assert.Equal(Duration.FromMinutes(30), day.Hours[2].End - day.Hours[2].Start);
    }

    [Fact]
    public void Apia_has_no_thirtieth_of_december_2011()
    {
        var apia = Zones.Calendar("Pacific/Apia");
        Assert.Null(apia.DayOn(new LocalDate(2011, 12, 30)));
        Assert.Null(apia.StartOf(new LocalDate(2011, 12, 30)));
        Assert.Equal([29, 31, 1], apia.Days(new(2011, 12, 29), new(2012, 1, 1)).Select(day => day.Date.Day));
        Assert.Equal(Day(apia, "2011-12-29").End, Day(apia, "2011-12-31").Start);
        Assert.Empty(apia.Days(new(2011, 12, 30), new(2011, 12, 30)));
    }

    [Fact]
    public void St_Johns_goes_back_a_minute_past_midnight_and_the_hour_before_stays_with_the_new_day()
    {
        var calendar = Zones.Calendar("America/St_Johns");
        var day = Day(calendar, "2010-11-07");
        Assert.Equal(["00:00-02:30", "23:01-03:30", "00:00-03:30", "01:00-03:30"], day.Hours.Take(4).Select(Text));
        Assert.Equal([1, 59, 60, 60], day.Hours.Take(4).Select(hour => (hour.End - hour.Start).TotalMinutes));
        Assert.Equal([true, true, true, false], day.Hours.Take(4).Select(hour => hour.IsRepeated));
        Assert.Equal(new LocalDate(2010, 11, 6), day.Hours[1].LocalStart.Date);
        Assert.True(Day(calendar, "2010-11-06").Hours[^1].IsRepeated);
        Assert.Equal(day, calendar.DayOf(At("2010-11-07T03:00:00Z")));
    }

    [Fact]
    public void St_Johns_in_spring_has_a_minute_of_its_first_hour()
    {
        var day = Day(Zones.Calendar("America/St_Johns"), "2010-03-14");
        Assert.Equal(["00:00-03:30", "01:01-02:30"], day.Hours.Take(2).Select(Text));
        Assert.Equal(Duration.FromMinutes(1), day.Hours[0].End - day.Hours[0].Start);
    }

    [Fact]
    public void St_Johns_renamed_its_time_in_1945_within_an_hour_that_stays_whole()
    {
        var calendar = Zones.Calendar("America/St_Johns");
        var day = Day(calendar, "1945-08-14");
        Assert.Equal(24, day.Hours.Length);
        Assert.Contains(calendar.Zone.GetZoneIntervals(day.Start, day.End), interval => interval.HasStart && interval.Start == At("1945-08-14T23:00:00Z"));
    }

    [Theory]
    [InlineData("2024-03-31", 22)]
    [InlineData("2024-10-27", 26)]
    public void Troll_has_days_of_22_and_26_hours(string date, int hours)
    {
        var day = Day(Zones.Calendar("Antarctica/Troll"), date);
        Assert.Equal(hours, day.Hours.Length);
        Assert.Equal(hours > 24 ? 4 : 0, day.Hours.Count(hour => hour.IsRepeated));
    }

    [Fact]
    public void Sao_Paulo_begins_a_day_at_one_where_midnight_was_skipped()
    {
        var day = Day(Zones.Calendar("America/Sao_Paulo"), "2018-11-04");
        Assert.Equal("01:00-02", Text(day.Hours[0]));
        Assert.Equal(23, day.Hours.Length);
    }

    [Fact]
    public void Kwajalein_had_a_day_of_47_hours() => Assert.Equal(47, Day(Zones.Calendar("Pacific/Kwajalein"), "1969-09-30").Hours.Length);

    [Fact]
    public void Kathmandu_began_1986_a_quarter_of_an_hour_late() =>
        Assert.Equal("00:15+05:45", Text(Day(Zones.Calendar("Asia/Kathmandu"), "1986-01-01").Hours[0]));

    [Fact]
    public void Offsets_of_seconds_make_whole_days_too()
    {
        var day = Day(LosAngeles, "1880-06-01");
        Assert.Equal(At("1880-06-01T07:52:58Z"), day.Start);
        Assert.Equal(24, day.Hours.Length);
    }

    [Theory]
    [InlineData("2025-07-01T12:00:00", "2025-07-01T19:00:00Z", Occurrence.Once, "2025-07-01T12:00:00")]
    [InlineData("2025-11-02T01:30:00", "2025-11-02T08:30:00Z", Occurrence.Twice, "2025-11-02T01:30:00")]
    [InlineData("2025-03-09T02:30:00", "2025-03-09T10:00:00Z", Occurrence.Never, "2025-03-09T03:00:00")]
    public void A_local_time_is_found_and_said_to_be_one_of_a_kind_or_not(string asked, string at, Occurrence occurrence, string local)
    {
        var found = LosAngeles.Resolve(LocalDateTimePattern.GeneralIso.Parse(asked).Value);
        Assert.Equal((At(at), occurrence, local), (found.Instant, found.Occurrence, LocalDateTimePattern.GeneralIso.Format(found.Local)));
    }

    [Fact]
    public void Snapshots_end_with_each_hour_and_none_is_of_a_day_before_the_anchor()
    {
        var (day, next) = (Day(LosAngeles, "2025-11-02"), Day(LosAngeles, "2025-11-03"));
        Assert.Equal(day.Hours.Select(hour => hour.End), day.Cumulative(day.Start).Select(window => window.End));
        Assert.Empty(day.Cumulative(next.Start));
        Assert.All(next.Cumulative(day.Start), window => Assert.Equal(day.Start, window.Start));
    }

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("Pacific/Apia")]
    public void The_calendar_ends_a_little_before_time_does(string zone)
    {
        var calendar = Zones.Calendar(zone);
        foreach (var at in new[] { Instant.MinValue, LocalCalendar.Earliest - Duration.Epsilon, LocalCalendar.Latest, Instant.MaxValue })
        {
            Assert.False(LocalCalendar.Reaches(at));
            Assert.Throws<ArgumentOutOfRangeException>(() => calendar.DayOf(at));
        }

        Assert.True(calendar.DayOf(LocalCalendar.Earliest).Contains(LocalCalendar.Earliest));
        Assert.True(calendar.DayOf(LocalCalendar.Latest - Duration.Epsilon).Contains(LocalCalendar.Latest - Duration.Epsilon));
        Assert.Null(calendar.DayOn(LocalDate.MaxIsoValue));
        Assert.Null(calendar.DayOn(LocalDate.MinIsoValue));
        Assert.Empty(calendar.Days(LocalDate.MaxIsoValue, LocalDate.MaxIsoValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Resolve(LocalDate.MaxIsoValue.AtMidnight()));
    }

    private static LocalDay Day(LocalCalendar calendar, string date) => calendar.DayOn(LocalDatePattern.Iso.Parse(date).Value)!;

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static string Text(LocalHour hour) => FormattableString.Invariant($"{hour.LocalStart:HH:mm}{hour.Offset:g}");
}
