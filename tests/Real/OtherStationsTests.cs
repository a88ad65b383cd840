using System.Collections.Immutable;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A minute-by-minute day near San Diego and a week in a room in Mons, all kinds of pictures, against the reference.</summary>
public sealed class OtherStationsTests
{
    [Fact]
    public async Task A_day_of_hpwren_equals_the_reference() => await CompareAsync(
        "hpwren-2011-09-10.csv.xz", "hpwren_timestamp", "America/Los_Angeles", ("temperature", "air_temp", "redblue"), ("humidity", "relative_humidity", "cyan"), ("pressure", "air_pressure", "green"));

    [Fact]
    public async Task A_week_in_mons_equals_the_reference_light_and_carbon_dioxide_too() => await CompareAsync(
        "occupancy-office.csv.xz", "date", "Europe/Brussels", ("temperature", "Temperature", "redblue"), ("light", "Light", "base"), ("co2", "CO2", "blue"));

    private static async Task CompareAsync(string file, string time, string zone, params (string Sensor, string Column, string Palette)[] sensors)
    {
        StationHome.NeedReference();
        var packed = StationHome.Need(file);
        using var station = new StationHome();
        await File.WriteAllTextAsync(station["readings.csv"], await station.RunAsync("xz", "-dc", packed), TestContext.Current.CancellationToken);
        (string, string?)[] settings = [("VIZ_ZONE", zone), ("VIZ_SENSORS", "co2=co2:blue:ppm")];
        await station.VizAsync($"import {packed} --time {time} --time-zone {zone} {string.Join(' ', sensors.Select(sensor => $"--sensor {sensor.Sensor}={sensor.Column}"))} --home home", settings);
        await station.VizAsync("backfill --home home", settings);

        var rows = (await station.RowsAsync("home")).Where(row => row.State == WindowState.Done).ToArray();
        new Random(2011).Shuffle(rows);
        var sample = rows.GroupBy(row => (row.Sensor, row.Window.Kind)).SelectMany(kind => kind.Take(StationHome.IsLong ? 40 : 2)).ToList();
        var columns = new RealColumns([station["readings.csv"]], time, zone, sensors.ToImmutableDictionary(sensor => sensor.Sensor, sensor => (sensor.Column, sensor.Palette)));
        Assert.Equal(9, sample.Select(row => (row.Sensor, row.Window.Kind)).Distinct().Count());
        await station.CompareAsync([.. station.Jobs("home", sample, columns)], sample.Count);
    }
}
