using NodaTime.Text;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Every row of the tables under "Names and records".</summary>
public class NameExamples
{
    private static readonly LocalCalendar LosAngeles = Zones.Calendar("America/Los_Angeles");
    private static readonly WindowNames Names = new(LosAngeles, null);

    [Theory]
    [InlineData(WindowKind.Daily, "2025-01-15T08:00:00Z", "2025-01-16T08:00:00Z", "2025-01-15",
        "2025-01-15_daily.png", "temperature-daily-2025-01-15.png")]
    [InlineData(WindowKind.Hourly, "2025-01-15T16:00:00Z", "2025-01-15T17:00:00Z", "2025-01-15T08-0800",
        "2025-01-15_08_hourly.png", "temperature-hourly-2025-01-15-08.png")]
    [InlineData(WindowKind.Hourly, "2025-11-02T08:00:00Z", "2025-11-02T09:00:00Z", "2025-11-02T01-0700",
        "2025-11-02_01-0700_hourly.png", "temperature-hourly-2025-11-02-01-0700.png")]
    [InlineData(WindowKind.Hourly, "2025-11-02T09:00:00Z", "2025-11-02T10:00:00Z", "2025-11-02T01-0800",
        "2025-11-02_01-0800_hourly.png", "temperature-hourly-2025-11-02-01-0800.png")]
    [InlineData(WindowKind.Cumulative, "2025-01-15T08:00:00Z", "2025-01-16T16:00:00Z", "2025-01-15..2025-01-16T08-0800",
        "2025-01-15_00-00_to_2025-01-16_08-00_cumulative.png", "temperature-cumulative-2025-01-15-00-00-to-2025-01-16-08-00.png")]
    [InlineData(WindowKind.Cumulative, "2025-01-15T08:00:00Z", "2025-01-16T08:00:00Z", "2025-01-15..2025-01-16T00-0800",
        "2025-01-15_00-00_to_2025-01-16_00-00_cumulative.png", "temperature-cumulative-2025-01-15-00-00-to-2025-01-16-00-00.png")]
    [InlineData(WindowKind.Cumulative, "2025-11-01T07:00:00Z", "2025-11-02T08:00:00Z", "2025-11-01..2025-11-02T01-0700",
        "2025-11-01_00-00_to_2025-11-02_01-00-0700_cumulative.png", "temperature-cumulative-2025-11-01-00-00-to-2025-11-02-01-00-0700.png")]
    [InlineData(WindowKind.Cumulative, "2025-11-01T07:00:00Z", "2025-11-02T09:00:00Z", "2025-11-01..2025-11-02T01-0800",
        "2025-11-01_00-00_to_2025-11-02_01-00-0800_cumulative.png", "temperature-cumulative-2025-11-01-00-00-to-2025-11-02-01-00-0800.png")]
    [InlineData(WindowKind.Cumulative, "2025-11-01T07:00:00Z", "2025-11-02T10:00:00Z", "2025-11-01..2025-11-02T02-0800",
        "2025-11-01_00-00_to_2025-11-02_02-00_cumulative.png", "temperature-cumulative-2025-11-01-00-00-to-2025-11-02-02-00.png")]
    public void A_window_has_a_key_a_file_and_a_name_at_the_pin_store(WindowKind kind, string start, string end, string key, string file, string pin)
    {
        var window = Window(kind, start, end);
        var interval = kind.Interval();
        Assert.Equal($"temperature:{interval}:{key}", Names.Key("temperature", window));
        Assert.Equal(file, Names.FileName(window));
        Assert.Equal($"temperature/{interval}/{file}", Names.FilePath("temperature", window));
        Assert.Equal(pin, Names.PinName("temperature", window));
        Assert.True(Names.TryParseKey(Names.Key("temperature", window), out var sensor, out var parsed));
        Assert.Equal(("temperature", window), (sensor, parsed));
    }

    [Fact]
    public void A_station_stands_before_everything()
    {
        var names = new WindowNames(LosAngeles, "roof");
        var window = Window(WindowKind.Daily, "2025-01-15T08:00:00Z", "2025-01-16T08:00:00Z");
        Assert.Equal("roof:uv:daily:2025-01-15", names.Key("uv", window));
        Assert.Equal("roof:uv:hourly:latest", names.LatestKey("uv", WindowKind.Hourly));
        Assert.Equal("roof/uv/daily/2025-01-15_daily.png", names.FilePath("uv", window));
        Assert.Equal("roof-uv-daily-2025-01-15.png", names.PinName("uv", window));
        Assert.True(names.TryParseKey("roof:uv:daily:2025-01-15", out _, out _));
        Assert.False(names.TryParseKey("uv:daily:2025-01-15", out _, out _));
        Assert.False(Names.TryParseKey("roof:uv:daily:2025-01-15", out _, out _));
    }

    [Fact]
    public void The_newest_window_has_a_key_of_its_own() => Assert.Equal("temperature:daily:latest", Names.LatestKey("temperature", WindowKind.Daily));

    [Fact]
    public void An_hour_that_does_not_begin_on_the_hour_has_minutes_in_its_key()
    {
        var calendar = Zones.Calendar("Australia/Lord_Howe");
        var names = new WindowNames(calendar, null);
        var spring = calendar.DayOn(new(2024, 10, 6))!.Hourly().ElementAt(2);
        var autumn = calendar.DayOn(new(2025, 4, 6))!.Hourly().ElementAt(2);
        Assert.Equal("uv:hourly:2024-10-06T0230+1100", names.Key("uv", spring));
        Assert.Equal("2024-10-06_02_hourly.png", names.FileName(spring));
        Assert.Equal("uv:hourly:2025-04-06T0130+1030", names.Key("uv", autumn));
        Assert.Equal("2025-04-06_01+1030_hourly.png", names.FileName(autumn));
    }

    [Fact]
    public void Hours_of_one_date_in_two_days_carry_their_offsets()
    {
        var calendar = Zones.Calendar("America/St_Johns");
        var names = new WindowNames(calendar, null);
        Assert.Equal("2010-11-06_23-0230_hourly.png", names.FileName(calendar.DayOn(new(2010, 11, 6))!.Hourly().Last()));
        Assert.Equal("2010-11-06_23-0330_hourly.png", names.FileName(calendar.DayOn(new(2010, 11, 7))!.Hourly().ElementAt(1)));
    }

    [Fact]
    public void Offsets_with_seconds_are_written_with_them()
    {
        var hour = LosAngeles.DayOn(new(1880, 6, 1))!.Hourly().First();
        Assert.Equal("uv:hourly:1880-06-01T00-075258", Names.Key("uv", hour));
        Assert.Equal("1880-06-01T00:00:00-07:52:58", Names.StartText(hour));
    }

    [Fact]
    public void Records_tell_start_and_end_in_local_time()
    {
        var window = Window(WindowKind.Daily, "2025-03-09T08:00:00Z", "2025-03-10T07:00:00Z");
        Assert.Equal(("2025-03-09T00:00:00-08:00", "2025-03-10T00:00:00-07:00"), (Names.StartText(window), Names.EndText(window)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("uv:daily:latest")]
    [InlineData("uv:daily:2025-02-29")]
    [InlineData("uv:weekly:2025-01-15")]
    [InlineData("UV:daily:2025-01-15")]
    [InlineData("uv:hourly:2025-01-15T08")]
    [InlineData("uv:hourly:2025-01-15T08-0700")]
    [InlineData("uv:hourly:2025-01-15T0800-0800")]
    [InlineData("uv:hourly:2025-01-15T0830-0800")]
    [InlineData("uv:hourly:9999-12-31T08-0800")]
    [InlineData("uv:hourly:2025-03-09T02-0800")]
    [InlineData("uv:cumulative:2025-01-15..2025-01-15T00-0800")]
    [InlineData("uv:cumulative:2025-01-15..2025-01-14T00-0800")]
    [InlineData("uv:cumulative:2025-01-15..2025-01-16T0830-0800")]
    [InlineData("uv:cumulative:2025-01-15")]
    [InlineData("roof:uv:daily:2025-01-15")]
    public void No_other_text_is_a_key(string text) => Assert.False(Names.TryParseKey(text, out _, out _));

    [Theory]
    [InlineData("temperature", true)]
    [InlineData("pm2_5-b", true)]
    [InlineData("0123456789012345678901234567890z", true)]
    [InlineData("0123456789012345678901234567890zz", false)]
    [InlineData("", false)]
    [InlineData("-uv", false)]
    [InlineData("Uv", false)]
    [InlineData("uv\n", false)]
    [InlineData("../uv", false)]
    public void Names_are_short_and_plain(string text, bool isName) => Assert.Equal(isName, WindowNames.IsName(text));

    private static Window Window(WindowKind kind, string start, string end) =>
        new(kind, InstantPattern.ExtendedIso.Parse(start).Value, InstantPattern.ExtendedIso.Parse(end).Value);
}
