using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class ImportTimeExamples : ImportFixture
{
    [Theory]
    [InlineData("unix", "1736928000.25", "2025-01-15T08:00:00.25Z")]
    [InlineData("iso", "2025-01-15 00:00:00-08", "2025-01-15T08:00:00Z")]
    [InlineData("iso", "2025-01-15T00:00", "2025-01-15T08:00:00Z")]
    [InlineData("dd.MM.uuuu HH:mm", "15.01.2025 00:00", "2025-01-15T08:00:00Z")]
    [InlineData("uuuu-MM-dd HH:mm:sso<+HH:mm>", "2025-01-15 09:00:00+01:00", "2025-01-15T08:00:00Z")]
    [InlineData("iso", "2025-11-02T01:30:00", "2025-11-02T08:30:00Z")]
    public async Task Times_are_read_as_their_format_says_and_naive_ones_in_the_zone_the_earlier_where_they_occur_twice(string format, string time, string instant)
    {
        Import(InLosAngeles(format, $"time,temp,hum\n{time},1,2\n"));
        Assert.Equal([$"{instant} 1 2"], await RowsAsync());
    }

    [Fact]
    public void A_naive_time_that_never_occurs_is_malformed() =>
        Assert.Contains("never occurs in America/Los_Angeles", Refused(InLosAngeles("iso", "time,temp,hum\n2025-03-09T02:30:00,1,2\n")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_row_of_an_older_program_is_found_in_whatever_form_its_time_is_written()
    {
        using (var database = SqliteFile.OpenOwn(Readings.Path))
            SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp, hum); INSERT INTO environmental_data VALUES ('2025-01-15 00:00:00-08:00', 1, 2), ('2025-01-15T08:01:00.000000', 3, 4)");
        Import(Write("a.csv", "time,temp,hum\n2025-01-15T08:00:00Z,21.5,\n2025-01-15T08:01:00Z,21.6,41\n"));
        Assert.Equal(["2025-01-15T08:00:00Z 21.5 2", "2025-01-15T08:01:00Z 21.6 41"], await RowsAsync());
        using var after = SqliteFile.OpenForeign(Readings.Path);
        using var count = after.CreateCommand();
        count.CommandText = "SELECT count(*) FROM environmental_data";
        Assert.Equal(2L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Statistics_tell_readings_days_gaps_duplicates_and_drops_of_all_imports()
    {
        Import(Write("a.csv", "time,temp,hum\n2025-01-15T07:59:00Z,1,\n2025-01-15T08:00:00Z,2,5\n2025-01-15T09:00:01Z,3,5\n2025-01-15T09:00:01Z,4,\nnever,1,1\n"));
        var temp = await SensorStats.OfAsync(Readings.Source, Sensor("temp"), DateTimeZoneProviders.Tzdb["America/Los_Angeles"], Readings.Imported("temperature"), TestContext.Current.CancellationToken);
        Assert.Equal((3, 2, 1, 1), (temp.Readings, temp.Days, temp.Gaps, temp.Duplicates));
        Assert.Equal(Instant.FromUtc(2025, 1, 15, 7, 59), temp.First);
        Assert.Equal(Instant.FromUtc(2025, 1, 15, 9, 0, 1), temp.Last);
        Assert.Equal(1, temp.Dropped[DropReason.BadTime]);
        var hum = await SensorStats.OfAsync(Readings.Source, Sensor("hum"), DateTimeZone.Utc, Readings.Imported("humidity"), TestContext.Current.CancellationToken);
        Assert.Equal((2, 1, 2), (hum.Readings, hum.Days, hum.Dropped[DropReason.Empty]));
    }

    private ImportRequest InLosAngeles(string format, string text) =>
        new([Write("a.csv", text)], "time", TempAndHum) { TimeFormat = format, Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };
}
