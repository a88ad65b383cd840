using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A year of three sensors that is pinned and waits to be named, as an outage of the index leaves it.</summary>
public class WaitingYear
{
    private const int Days = 365;
    private const int MostRequests = 30;
    private static readonly LocalDate First = new(2025, 1, 1);
    private static readonly Sensor Pressure = new("pressure", "pressure", "hPa", Palettes.Find("cyan")!);

    [Fact]
    public async Task It_is_named_in_thirty_requests_at_most_and_without_an_upload()
    {
        var calendar = Zones.Calendar("America/Los_Angeles");
        var ends = new[] { calendar.StartOf(First)!.Value, calendar.DayOn(First.PlusDays(Days - 1))!.End - Duration.FromMinutes(1) };
        Sensor[] sensors = [.. History.Sensors, Pressure];
        var history = new History(calendar, First, Days, [.. from sensor in sensors from at in ends select new SensorReading(sensor, new(at, 20))]);

        // Half as fast as the system's clock: what comes within a second is what the road brings in two, on a machine that has other tests to do.
        await using var home = await PublishedHome.StartAsync(history, faster: 0.5);
        home.Home.Sensors = [.. sensors];
        home.Home.Options = home.Home.Options with { Limits = home.Home.Options.Limits with { Commit = new(64, 10_000), Cleanup = new(64, 1024) } };
        var waiting = await PinAsync(home, sensors);
        var run = await home.RunAsync();

        var bulk = home.Cloudflare.Exchanges.Where(exchange => exchange.Call == ProviderCall.BulkPut).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{waiting} windows in {bulk.Count} bulk requests, {home.Cloudflare.Exchanges.Length} requests in all, {run.Report.Elapsed}");
        Assert.Equal((waiting, 0), (run.Tally.Published, home.Pinata.Exchanges.Length));
        Assert.InRange(bulk.Count, 1, MostRequests);
        Assert.Equal(waiting + (3 * sensors.Length), home.Cloudflare.Values.Count);
    }

    private static async Task<int> PinAsync(PublishedHome home, Sensor[] sensors)
    {
        var (calendar, names) = (home.Home.Calendar, home.Home.Names);
        var days = calendar.Days(First, First.PlusDays(Days - 1)).ToList();
        var cid = Cids.Of([1]);
        var rows = (from sensor in sensors
                    from day in days
                    from window in day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(days[0].Start))
                    select new LedgerEntry
                    {
                        Key = names.Key(sensor.Name, window),
                        Sensor = sensor.Name,
                        Window = window,
                        State = WindowState.Pinned,
                        Cid = cid,
                        PinId = "row",
                        Bytes = 1,
                        DataPoints = 1,
                    }).ToList();
        await home.Home.Ledger.PlanAsync(rows, default);
        await Task.WhenAll(rows.Select(row => home.Home.Ledger.RecordAsync(row, null, default).AsTask()));
        return rows.Count;
    }
}
