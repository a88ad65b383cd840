using System.Net;
using NodaTime;
using VizPipeline.Host;

namespace VizPipeline.Bench;

/// <summary>What it costs to tell: the same road with its metrics, read once a second over HTTP, and without.</summary>
internal static class MeteredRoad
{
    private const int Days = 365;

    public const string Name = "counted, with metrics", Peer = "the same without";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days));
        var road = new WholeRoad(works);
        var medians = await RoadCase.MedianAsync(works, sizes.RoundsOf(warmUps: 1, rounds: 5),
            new(Name, home => WithAsync(road, home)),
            new(Peer, home => (road with { Observer = new RunFigures(road.Limits, TimeProvider.System).Watch }).RunAsync(home, new CountingPins())));
        return RoadCase.Rows(Name, road.Pictures, medians[0], Peer, medians[1]);
    }

    private static async Task WithAsync(WholeRoad road, string home)
    {
        await using var telemetry = await Telemetry.StartAsync(road.Limits, new IPEndPoint(IPAddress.Loopback, 0), hasOtlp: false, SystemClock.Instance, CancellationToken.None);
        using var over = new CancellationTokenSource();
        var scraping = ScrapeAsync(telemetry.Address!, over.Token);
        var metered = road with { Observer = telemetry.Observer, Ledger = (telemetry.OpenAsync, () => telemetry.CloseAsync(success: null)) };
        await metered.RunAsync(home, telemetry.Measured(new CountingPins()));
        await over.CancelAsync();
        if (await scraping == 0) throw new InvalidOperationException("nobody read the metrics");
    }

    private static async Task<int> ScrapeAsync(Uri address, CancellationToken over)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(Interval);
        var scrapes = 0;
        do
        {
            if ((await http.GetByteArrayAsync(address, CancellationToken.None)).Length > 0) scrapes++;
            await ((Task)timer.WaitForNextTickAsync(over).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!over.IsCancellationRequested);
        return scrapes;
    }
}
