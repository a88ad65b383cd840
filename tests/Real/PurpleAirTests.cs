using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Two years of a PurpleAir sensor, from its files to pictures that equal the reference.</summary>
public sealed class PurpleAirTests
{
    internal const string Import = "import sensor-87173 --time time_stamp --time-format unix --sensor temperature=temperature --sensor humidity=humidity --sensor pressure=pressure --home ";

    private static readonly LocalDate[] Changes = [new(2022, 11, 6), new(2023, 3, 12), new(2023, 11, 5), new(2024, 3, 10)];

    [Fact]
    public async Task Two_years_give_every_day_and_hour_that_has_a_reading()
    {
        using var station = await UnpackedAsync();
        await station.VizAsync(Import + "home");
        await station.VizAsync($"backfill --interval daily --interval hourly{(StationHome.IsLong ? "" : " --sensor humidity")} --home home", ("VIZ_SCALE", "1"));
        var rows = await station.RowsAsync("home");
        Held(rows, sensors: StationHome.IsLong ? 3 : 1);

        var names = new WindowNames(Zones.Calendar("America/Los_Angeles"), station: null);
        Assert.All(rows.Where(row => row.State == WindowState.Done).Where((_, i) => i % 500 == 0), row => Assert.True(File.Exists(station[$"home/pictures/{names.FilePath(row.Sensor, row.Window)}"])));
        Assert.Equal(StationHome.IsLong ? 53_373 : 17_791, Directory.EnumerateFiles(station["home/pictures"], "*.png", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Days_when_clocks_change_and_windows_by_chance_equal_the_reference()
    {
        StationHome.NeedReference();
        using var station = await UnpackedAsync();
        await station.VizAsync(Import + "home");
        var watch = Stopwatch.StartNew();
        var chance = new Random(87173);
        if (StationHome.IsLong) await station.VizAsync("backfill --interval daily --interval hourly --home home");
        else
        {
            foreach (var date in Changes.Concat(Enumerable.Range(0, 2).Select(_ => new LocalDate(2022, 8, 1).PlusDays(chance.Next(650)))))
            {
                await station.VizAsync($"backfill --sensor temperature --interval daily --interval hourly --start-date {date:uuuu-MM-dd} --end-date {date:uuuu-MM-dd} --home home");
            }
        }

        var (elapsed, rows) = (watch.Elapsed, await station.RowsAsync("home"));
        if (StationHome.IsLong) Held(rows, sensors: 3);
        var drawn = rows.Where(row => row.State == WindowState.Done).ToArray();
        var change = drawn.Where(row => IsOfAChange(row)).ToList();
        Assert.Equal((StationHome.IsLong ? 3 : 1) * 4, change.Count(row => row.Window.Kind == WindowKind.Daily));
        Assert.Equal((StationHome.IsLong ? 3 : 1) * (25 + 25 + 23 + 23), change.Count(row => row.Window.Kind == WindowKind.Hourly));
        if (!StationHome.IsLong) change.RemoveAll(row => row.Window.Kind == WindowKind.Hourly && !IsOfTheNight(row));

        var others = drawn.Where(row => !IsOfAChange(row)).ToArray();
        chance.Shuffle(others);
        var sample = change.Concat(others.Take(StationHome.IsLong ? 300 : 12)).ToList();
        var columns = Columns(station);
        var cumulative = await CumulativeAsync(station, chance);
        await station.CompareAsync([.. station.Jobs("home", sample, columns), station.Job(columns, "temperature", WindowKind.Cumulative, cumulative)], sample.Count + cumulative.Count);
        if (StationHome.IsLong) await StationHome.NoteAsync(FormattableString.Invariant($"{rows.Count:N0} windows in {elapsed.TotalSeconds:N0} s"), sample.Count + cumulative.Count);
    }

    private static void Held(IReadOnlyCollection<LedgerEntry> rows, int sensors)
    {
        foreach (var sensor in rows.GroupBy(row => row.Sensor))
        {
            Assert.Equal((713, 0), (Count(sensor, WindowKind.Daily, WindowState.Done), Count(sensor, WindowKind.Daily, WindowState.Empty)));
            Assert.Equal((17_078, 34), (Count(sensor, WindowKind.Hourly, WindowState.Done), Count(sensor, WindowKind.Hourly, WindowState.Empty)));
            Assert.DoesNotContain(sensor, row => row.State is not (WindowState.Done or WindowState.Empty));
            foreach (var twice in (string[])["2022-11-06T01-0700", "2022-11-06T01-0800", "2023-11-05T01-0700", "2023-11-05T01-0800"])
            {
                Assert.Contains(sensor, row => row.Key == $"{sensor.Key}:hourly:{twice}" && row.State == WindowState.Done);
            }
        }

        Assert.Equal(sensors, rows.Select(row => row.Sensor).Distinct().Count());
    }

    private static int Count(IEnumerable<LedgerEntry> rows, WindowKind kind, WindowState state) => rows.Count(row => row.Window.Kind == kind && row.State == state);

    private static bool IsOfAChange(LedgerEntry row) => Changes.Contains(Zones.Calendar("America/Los_Angeles").DayOf(row.Window.Start).Date);

    private static bool IsOfTheNight(LedgerEntry row) => Zones.Calendar("America/Los_Angeles").LocalAt(row.Window.Start).Hour < 4;

    private static async Task<List<(string, Window)>> CumulativeAsync(StationHome station, Random chance)
    {
        var calendar = Zones.Calendar("America/Los_Angeles");
        var pictures = new List<(string, Window)>();
        for (var i = 0; i < (StationHome.IsLong ? 12 : 2); i++)
        {
            var first = Changes[i % 4].PlusDays(-chance.Next(1, 30));
            var day = calendar.DayOn(first.PlusDays(chance.Next(1, 60)))!;
            var window = new Window(WindowKind.Cumulative, calendar.StartOf(first)!.Value, day.Hours[chance.Next(3, 23)].End);
            var path = station[$"cumulative-{i}.png"];
            await station.VizAsync(string.Create(CultureInfo.InvariantCulture, $"generate temperature {first:uuuu-MM-dd} {window.End} --interval cumulative --output {path} --home home"));
            pictures.Add((path, window));
        }

        return pictures;
    }

    internal static async Task<StationHome> UnpackedAsync()
    {
        var archive = StationHome.Need("purpleair-87173.tar.xz");
        var station = new StationHome();
        await station.RunAsync("tar", "-xJf", archive);
        return station;
    }

    internal static RealColumns Columns(StationHome station) => new(
        [.. Directory.GetFiles(station["sensor-87173"], "*.csv").Order(StringComparer.Ordinal)], "time_stamp", "America/Los_Angeles",
        new Dictionary<string, (string, string)> { ["temperature"] = ("temperature", "redblue"), ["humidity"] = ("humidity", "cyan"), ["pressure"] = ("pressure", "green") }.ToImmutableDictionary());
}
