using System.Diagnostics;
using NodaTime;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Files of real stations, which tests read from VIZ_TEST_DATA.</summary>
public sealed class RealFiles : ImportFixture
{
    private static readonly string Root = Environment.GetEnvironmentVariable("VIZ_TEST_DATA") ?? Find(AppContext.BaseDirectory);

    [Fact]
    public async Task Purple_air_has_102291_instants_in_158017_rows_of_349_files()
    {
        Unpack(Need("purpleair-87173.tar.xz"));
        var report = Import(new ImportRequest([Folder], "time_stamp",
            [new("temperature", "temp", "temperature"), new("humidity", "hum", "humidity"), new("pressure", "pressure", "pressure")])
        { TimeFormat = "unix" });
        Assert.Equal((349, 158_017, 0), (report.Files, report.Rows, report.Malformed));
        Assert.All(report.Sensors, sensor => Assert.Equal(158_017, sensor.Added + sensor.Duplicates + sensor.Dropped.Total));
        var rows = await RowsAsync("temp", "hum", "pressure");
        Assert.Equal(102_291, rows.Count);
        var stats = await SensorStats.OfAsync(Readings.Source, Sensor("pressure"), DateTimeZoneProviders.Tzdb["America/Los_Angeles"], Readings.Imported("pressure"), TestContext.Current.CancellationToken);
        Assert.Equal((102_291, 713, 10, 55_726), (stats.Readings, stats.Days, stats.Gaps, stats.Duplicates));
    }

    [Fact]
    public async Task Hpwren_has_a_minute_a_row_in_naive_local_time_at_second_49()
    {
        var report = Import(new ImportRequest([Need("hpwren-2011-09-10.csv.xz")], "hpwren_timestamp", [new("temperature", "temp", "air_temp"), new("humidity", "hum", "relative_humidity")])
        {
            Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"],
        });
        Assert.Equal((1440, 0), (report.Rows, report.Malformed));
        Assert.StartsWith("2011-09-10T07:00:49Z 64.76 60.5", (await RowsAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_of_mons_has_rows_one_field_longer_than_its_header()
    {
        Import(new ImportRequest([Need("occupancy-office.csv.xz")], "date", [new("temperature", "temp", "Temperature"), new("light", "lux", "Light")]) { Zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"] });
        Assert.Equal("2015-02-11T13:48:00Z 21.76 437.333333333333", (await RowsAsync("temp", "lux"))[0]);
    }

    private static string Need(string name)
    {
        var path = Path.Combine(Root, name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in VIZ_TEST_DATA");
        return path;
    }

    private void Unpack(string archive)
    {
        using var tar = Process.Start("tar", ["-xJf", archive, "-C", Folder]);
        tar.WaitForExit();
        Assert.True(tar.ExitCode == 0, "tar failed: install tar and xz-utils");
    }

    // Beside the repository: ../shared/data.
    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "VizPipeline.sln"))) return Path.Combine(folder.FullName, "..", "shared", "data");
        return start;
    }
}
