using NodaTime;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class DemoReadingsExamples
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
    private static readonly List<(long Ticks, double Temperature, double Humidity, double Pressure)> Week = [.. new DemoReadings().Make(7, Zone)];

    [Fact]
    public void The_week_is_that_of_the_repeated_hour_and_both_passes_have_readings()
    {
        Assert.Equal(new LocalDate(2025, 10, 29), Local(Week[0].Ticks).Date);
        Assert.Equal(new LocalDate(2025, 11, 4), Local(Week[^1].Ticks).Date);
        var repeated = Week.Select(row => Local(row.Ticks)).Where(at => at is { Month: 11, Day: 2, Hour: 1 }).ToList();
        Assert.True(repeated.Count > 100);
        Assert.Equal(2, repeated.Select(at => at.Offset).Distinct().Count());
    }

    [Fact]
    public void It_has_gaps_one_of_them_a_whole_hour_of_the_clock_and_rows_sent_twice()
    {
        var gaps = Week.Zip(Week.Skip(1), (a, b) => (From: a.Ticks, Width: b.Ticks - a.Ticks)).ToList();
        Assert.Single(gaps, gap => gap.Width > NodaConstants.TicksPerHour);
        Assert.InRange(gaps.Count(gap => gap.Width > 3 * NodaConstants.TicksPerMinute), 5, 60);
        Assert.Contains(gaps, gap => gap.Width == 0);
        Assert.Equal(24 * 7, Week.Select(row => (Local(row.Ticks).Date, Local(row.Ticks).Hour, Local(row.Ticks).Offset)).Distinct().Count());
    }

    [Fact]
    public void It_looks_like_weather()
    {
        Assert.All(Week, row => Assert.InRange(row.Temperature, 0, 35));
        Assert.All(Week.Where(row => !double.IsNaN(row.Humidity)), row => Assert.InRange(row.Humidity, 5, 100));
        Assert.All(Week, row => Assert.InRange(row.Pressure, 980, 1040));
        Assert.Contains(Week, row => double.IsNaN(row.Humidity));
        Assert.True(Week.Where(row => Local(row.Ticks).Hour == 15).Average(row => row.Temperature) > Week.Where(row => Local(row.Ticks).Hour == 5).Average(row => row.Temperature) + 5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_readings_and_another_seed_others()
    {
        Assert.Equal(Week, new DemoReadings().Make(7, Zone));
        Assert.NotEqual(Week, new DemoReadings(1).Make(7, Zone));
    }

    [Fact]
    public async Task Written_twice_they_are_there_once()
    {
        var folder = Directory.CreateTempSubdirectory("viz-demo-");
        try
        {
            var readings = new EmbeddedReadings(Path.Combine(folder.FullName, "readings.db"));
            var added = new DemoReadings().WriteTo(readings, 2, Zone, Instant.FromUnixTimeTicks(0));
            var duplicates = readings.Imported("temperature")[Stages.DropReason.Duplicate];
            Assert.True(added > 6000 && duplicates > 0);
            Assert.Equal(0, new DemoReadings().WriteTo(readings, 2, Zone, Instant.FromUnixTimeTicks(0)));
            Assert.Equal(duplicates, readings.Imported("temperature")[Stages.DropReason.Duplicate]);
            var stats = await SensorStats.OfAsync(readings.Source, new("temperature", "temp", "°C", null!), Zone, readings.Imported("temperature"), TestContext.Current.CancellationToken);
            Assert.Equal((2, 1), (stats.Days, stats.Gaps));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ZonedDateTime Local(long ticks) => Instant.FromUnixTimeTicks(ticks).InZone(Zone);
}
