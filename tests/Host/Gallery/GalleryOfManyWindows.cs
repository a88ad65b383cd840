using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>Ten years of ten sensors: 36,530 days and enough hours to make 100,000 windows.</summary>
public sealed class GalleryOfManyWindows : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("viz-gallery-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task What_loads_first_stays_small_and_the_page_stays_light()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var ledger = SqliteLedger.Open(Path.Combine(_home.FullName, "ledger.db")))
        {
            var sensors = Enumerable.Range(1, 10).Select(n => SampleReadings.Temperature with { Name = $"temperature-{n}" }).ToArray();
            var windows = Windows(sensors).Take(100_000).ToArray();
            Assert.Equal(100_000, windows.Length);
            foreach (var group in windows.Chunk(10_000))
            {
                await Task.WhenAll(group.Select(entry => ledger.RecordAsync(entry, Preview, cancel).AsTask()));
            }

            var writer = new GalleryWriter(ledger, SampleHome.Calendar, [.. sensors], _home.FullName, SampleHome.Names);
            await writer.WriteAsync("today", touched: null, cancel);
        }

        var folder = Path.Combine(_home.FullName, "gallery");
        Assert.InRange(new FileInfo(Path.Combine(folder, "index.html")).Length + new FileInfo(Path.Combine(folder, "overview.js")).Length, 1, 300_000);
        Assert.Equal(120, Directory.GetFiles(Path.Combine(folder, "months")).Length);

        await using var browser = await Browser.StartAsync();
        await using var visit = await browser.OpenAsync(new Uri(Path.Combine(folder, "index.html")).AbsoluteUri);
        await Expect(visit["#headline"]).ToHaveTextAsync("100,000 pictures of 10 sensors");
        await visit["#year"].SelectOptionAsync("2019");
        await Expect(visit["#month h3"]).ToHaveTextAsync("December 2019");
        await visit["#month-2019-02"].ClickAsync();
        await visit["#day-2019-02-28"].ClickAsync();
        await Expect(visit["#day-title"]).ToHaveTextAsync("Thursday, 28 February 2019");
        Assert.InRange(await visit.Page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"), 500, 2_000);
        Assert.Equal(3, visit.Requests.Count(address => address.Contains("/months/", StringComparison.Ordinal)));
        Assert.Empty(visit.Complaints);
    }

    private static byte[] Preview { get; } = SampleHome.Paint(
        [SampleReadings.Of(SampleReadings.Temperature, SampleHome.Calendar.DayOn(new(2025, 1, 1))!)], SampleReadings.Temperature);

    private static IEnumerable<LedgerEntry> Windows(Sensor[] sensors)
    {
        var days = SampleHome.Calendar.Days(new(2016, 1, 1), new(2025, 12, 31)).ToArray();
        return sensors.SelectMany(sensor => days.Select(day => Entry(sensor, day.Daily())))
            .Concat(days.SelectMany(day => day.Hourly()).Select(hour => Entry(sensors[0], hour)));
    }

    private static LedgerEntry Entry(Sensor sensor, Window window) => new()
    {
        Key = SampleHome.Names.Key(sensor.Name, window),
        Sensor = sensor.Name,
        Window = window,
        State = WindowState.Done,
        Cid = SampleHome.CidOf(window),
        Bytes = 40_000,
        DataPoints = 60,
        Min = 8.25,
        Max = 20.5,
        ProcessingTime = 0.02,
    };
}
