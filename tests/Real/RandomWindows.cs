using System.Collections.Immutable;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using Xunit;
using Xunit.Sdk;

namespace VizPipeline.Tests;

/// <summary>
/// Windows of two years of a PurpleAir sensor by chance, also with anchors and lengths that no backfill has, all drawn by one painter, cumulative ones after
/// the hour before, and compared with the reference.
/// </summary>
public sealed class RandomWindows
{
    private static readonly ImmutableArray<Sensor> Sensors =
    [
        new("temperature", "temp", "°C", Palettes.Find("redblue")!), new("humidity", "hum", "%", Palettes.Find("cyan")!), new("pressure", "pressure", "hPa", Palettes.Find("green")!),
    ];

    private readonly LocalCalendar _calendar = Zones.Calendar("America/Los_Angeles");
    private readonly StripPainter _painter = new(cacheBytes: 64 << 20);
    private readonly Random _chance = new(1680);

    [Fact]
    public async Task Windows_by_chance_equal_the_reference()
    {
        StationHome.NeedReference();
        using var station = await PurpleAirTests.UnpackedAsync();
        await station.VizAsync(PurpleAirTests.Import + "home");
        var days = await DaysAsync(station["home/readings.db"]);
        var count = StationHome.IsLong ? 1000 : 24;
        var drawn = Enumerable.Range(0, count).Select(number => Draw(station, days, number, strip => strip)).ToList();
        Assert.Equal(9, drawn.Select(picture => (picture.Sensor, picture.Window.Kind)).Distinct().Count());

        await station.CompareAsync(Jobs(station, drawn), count);
        await station.PngcheckAsync([.. drawn.Select(picture => picture.Path)]);

        foreach (var wrong in Enumerable.Range(0, 9).Where(number => number % 4 == 0).Select(number => Draw(station, days, number, Stretched)))
        {
            await Assert.ThrowsAnyAsync<XunitException>(() => station.CompareAsync(Jobs(station, [wrong]), 1));
        }

        if (StationHome.IsLong) await StationHome.NoteAsync("windows by chance", count);
    }

    // A thousandth of the scale is one level of a channel here and there.
    private static Strip Stretched(Strip strip) => strip with { Max = strip.Max + ((strip.Max - strip.Min) / 1000) };

    private static List<string> Jobs(StationHome station, List<DrawnWindow> drawn)
    {
        var columns = PurpleAirTests.Columns(station);
        return [.. from picture in drawn
                   group (picture.Path, picture.Window) by (picture.Sensor, picture.Window.Kind) into series
                   select station.Job(columns, series.Key.Sensor, series.Key.Kind, series)];
    }

    private async Task<List<DayStrips>> DaysAsync(string database)
    {
        var cancel = TestContext.Current.CancellationToken;
        var days = new List<DayStrips>();
        await foreach (var day in new DayReader(ReadingSources.Open(database, new WideLayout()), _calendar).ReadAsync(Sensors, new(2022, 1, 1), new(2025, 1, 1), new Drops(), cancel)) days.Add(day);
        var (first, last) = (days.FindIndex(day => day.Strips.Any(strip => !strip.IsEmpty)), days.FindLastIndex(day => day.Strips.Any(strip => !strip.IsEmpty)));
        Assert.Equal(713, last + 1 - first);
        return days[first..(last + 1)];
    }

    // Sensors and kinds take turns; what is left to chance is the day, the hour and the anchor. A window without a reading has no picture: another is taken.
    private DrawnWindow Draw(StationHome station, List<DayStrips> days, int number, Func<Strip, Strip> around)
    {
        while (true)
        {
            var (sensor, at) = (number % 3, _chance.Next(days.Count));
            var (strip, hour) = (days[at].Strips[sensor], _chance.Next(days[at].Day.Hours.Length));
            var from = at - _chance.Next(Math.Min(at, _chance.Next(2) == 0 ? 40 : days.Count) + 1);
            var window = (number / 3 % 3) switch
            {
                0 => strip.Day.Daily(),
                1 => strip.Day.Hourly().ElementAt(hour),
                _ => strip.Day.Cumulative(days[from].Day.Start).ElementAt(hour),
            };
            var ofDay = new WindowOfDay(Sensors[sensor], strip, SpanSoFar.Of([.. days[from..at].Select(day => day.Strips[sensor])]));
            if (ofDay.StripOf(window) is not { } picture) continue;
            if (window.Kind == WindowKind.Cumulative && hour > 0 && ofDay.StripOf(strip.Day.Cumulative(window.Start).ElementAt(hour - 1)) is { } earlier) Drawn.Png(_painter, earlier, StripSize.Full);

            var path = station[$"{number}.png"];
            File.WriteAllBytes(path, Drawn.Png(_painter, around(picture), StripSize.Full));
            return new(Sensors[sensor].Name, window, path);
        }
    }

    private sealed record DrawnWindow(string Sensor, Window Window, string Path);
}
