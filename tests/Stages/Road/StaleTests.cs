using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What new readings and other settings make stale: the windows whose input changed, and nothing else.</summary>
public class StaleTests
{
    private static readonly LocalDate First = new(2025, 6, 10);
    private static readonly History Week = History.Made(First, days: 4, everyMinutes: 47);

    private static SensorReading Late(int day, int hour, double value = 12) =>
        new(History.Temperature, new(Week.Calendar.DayOn(First.PlusDays(day))!.Start + Duration.FromHours(hour) + Duration.FromSeconds(1), value));

    private static async Task<HashSet<string>> RedrawnAsync(RoadHome home, Retry retry = Retry.Stale)
    {
        var before = await home.RowsAsync();
        home.Clock.Now += Duration.FromHours(1);
        var plan = await home.Road.PlanAsync(home.Everything with { Retry = retry }, default);
        var look = await home.Inspection.LookAsync(plan, default);
        var run = await home.RunAsync(choice => choice with { Retry = retry });
        var redrawn = (await home.RowsAsync()).Values.Where(row => row.UpdatedAt != before.GetValueOrDefault(row.Key)?.UpdatedAt).Select(row => row.Key).ToHashSet();
        Assert.Equal(redrawn.Count, run.Tally.Published + run.Tally.Empty);
        if (retry == Retry.Stale) Assert.Equal(redrawn.Count, look.Findings.Values.Sum(findings => findings.Stale));
        return redrawn;
    }

    [Fact]
    public async Task A_late_reading_makes_stale_its_day_its_hour_and_every_cumulative_window_from_it_on()
    {
        await using var home = new RoadHome(Week);
        await home.RunAsync();
        var late = Late(day: 1, hour: 7);
        home.Add(late);

        Assert.Empty(await RedrawnAsync(home, Retry.None));
        Assert.Empty(await RedrawnAsync(home, Retry.Failed));
        var touched = from row in (await home.RowsAsync()).Values
                      where row.Sensor == "temperature" && row.Window.Contains(late.Reading.At)
                      select row.Key;
        var redrawn = await RedrawnAsync(home);
        Assert.Equal(touched.Order(), redrawn.Order());
        Assert.Equal(1 + 1 + 17 + 48, redrawn.Count);
        Assert.Empty((await home.StateAsync()).Differences(RoadState.Wanted(home, Week.With(late))));
        Assert.Empty(await RedrawnAsync(home));
    }

    [Fact]
    public async Task The_first_reading_of_an_empty_hour_makes_it_stale()
    {
        await using var home = new RoadHome(History.Made(First, days: 1, everyMinutes: 170));
        await home.RunAsync();
        home.Add(Late(day: 0, hour: 1));
        Assert.Contains("temperature:hourly:2025-06-10T01-0700", await RedrawnAsync(home));
        Assert.Equal(WindowState.Done, (await home.RowsAsync())["temperature:hourly:2025-06-10T01-0700"].State);
    }

    [Fact]
    public async Task Another_palette_makes_stale_all_of_its_sensor_that_has_a_picture()
    {
        await using var home = new RoadHome(Week);
        await home.RunAsync();
        home.Sensors = [History.Temperature with { Palette = Palettes.Find("purple")! }, History.Humidity];

        Assert.Empty(await RedrawnAsync(home, Retry.None));
        var pictures = (await home.RowsAsync()).Values.Where(row => row.Sensor == "temperature" && row.State == WindowState.Done).Select(row => row.Key);
        Assert.Equal(pictures.Order(), (await RedrawnAsync(home)).Order());
        Assert.Empty(await RedrawnAsync(home));
    }

    [Fact]
    public async Task Another_scale_makes_stale_every_picture()
    {
        await using var home = new RoadHome(History.Made(First, days: 1, everyMinutes: 130));
        await home.RunAsync();
        home.Options = home.Options with { Scale = 2 };

        Assert.Empty(await RedrawnAsync(home, Retry.None));
        Assert.Equal((await home.RowsAsync()).Values.Count(row => row.State == WindowState.Done), (await RedrawnAsync(home)).Count);
    }

    [Fact]
    public async Task Another_zone_makes_stale_the_days_that_keep_their_keys_and_a_plain_run_leaves_them()
    {
        await using var home = new RoadHome(History.Made(First, days: 60, everyMinutes: 601));
        await home.RunAsync(choice => choice with { Kinds = [WindowKind.Daily] });
        var before = await home.RowsAsync();
        home.Calendar = Zones.Calendar("Asia/Tokyo");
        home.Names = new WindowNames(home.Calendar, station: null);

        await home.RunAsync(choice => choice with { Kinds = [WindowKind.Daily] });
        var after = await home.RowsAsync();
        Assert.All(before, row => Assert.Equal(row.Value, after[row.Key]));

        await home.RunAsync(choice => choice with { Kinds = [WindowKind.Daily], Retry = Retry.Stale });
        Assert.All((await home.RowsAsync()).Values.Where(row => row.Key != "temperature:daily:2025-06-10" && row.Key != "humidity:daily:2025-06-10"), row =>
        {
            Assert.Equal(WindowState.Done, row.State);
            Assert.Equal(row.Key, home.Names.Key(row.Sensor, row.Window));
            Assert.Equal(home.Names.FilePath(row.Sensor, row.Window), row.PinId);
        });
    }

    [Fact]
    public async Task A_window_whose_readings_vanish_keeps_its_picture()
    {
        await using var home = new RoadHome(Week);
        await home.RunAsync();
        var before = await home.RowsAsync();
        home.Forget(First.PlusDays(1));

        var redrawn = await RedrawnAsync(home);
        Assert.All(redrawn, key => Assert.Contains(":cumulative:", key, StringComparison.Ordinal));
        await RedrawnAsync(home, Retry.All);
        var after = await home.RowsAsync();
        Assert.All(before.Values.Where(row => row.Window.Kind != WindowKind.Cumulative), row => Assert.Equal(row with { UpdatedAt = default, ProcessingTime = 0 }, after[row.Key] with { UpdatedAt = default, ProcessingTime = 0 }));
        Assert.Equal(before.Count, after.Count);
    }

    [Fact]
    public async Task Everything_is_drawn_again_when_asked_for_and_is_the_same()
    {
        await using var home = new RoadHome(Week);
        await home.RunAsync();
        var before = await home.StateAsync();
        var pictures = before.Files.Count;
        Assert.Equal(pictures, (await RedrawnAsync(home, Retry.All)).Count);
        Assert.Empty((await home.StateAsync()).Differences(before));
    }
}
