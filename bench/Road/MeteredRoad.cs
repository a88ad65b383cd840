using System.Collections.Immutable;
using System.Net;
using NodaTime;
using VizPipeline.Host;

namespace VizPipeline.Bench;

/// <summary>What it costs to tell: the same road with its metrics, read once a second over HTTP, and without.</summary>
internal static class MeteredRoad
{
    private const int Days = 90;
    private const string Name = "counted, with metrics", Peer = "the same without";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Bench Bench { get; } = new(
        "metrics",
        """
        The road of the bench `road`, 90 days of all three intervals counted and not kept, with metrics that are read once a second over HTTP, in turns with the same without. The endpoint is open before the
        clock starts. Each runs eight times a round, of which the fastest counts; its times are taken beside the means of its round; medians of five rounds after the warm-up. Readings, ledger and index lie in
        memory, as in the bench `workers`.
        """,
        RunAsync)
    {
        Held = [new(Name, Unit.ProcessorMilliseconds, 1 / 1.01, Peer)],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days), inMemory: true);
        var road = new WholeRoad(works);
        Telemetry? open = null;
        var samples = await sizes.RoundsOf(warmUps: 1, rounds: 5, takes: 8).PairedAsync(
        [
            new(Name, async round =>
            {
                var home = works.Prepare(round);
                await CloseAsync();
                var telemetry = open = await Telemetry.StartAsync(road.Limits, new IPEndPoint(IPAddress.Loopback, 0), hasOtlp: false, SystemClock.Instance, CancellationToken.None);
                return () => WithAsync(road, home, telemetry);
            }),
            new(Peer, async round =>
            {
                var home = works.Prepare(round);
                await CloseAsync();
                return () => (road with { Observer = new RunFigures(road.Limits, TimeProvider.System).Watch }).RunAsync(home, new CountingPins());
            }),
        ]);
        await CloseAsync();
        return [.. RoadCase.Rows(Name, road.Pictures, samples[0], Peer, samples[1], Bench.Name)];

        // While one is open, every other meter of its name tells it too.
        async ValueTask CloseAsync()
        {
            if (open is not null) await open.DisposeAsync();
            open = null;
        }
    }

    private static async Task WithAsync(WholeRoad road, string home, Telemetry telemetry)
    {
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
