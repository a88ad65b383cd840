using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>How fast the door answers, and what a backfill beside it notices.</summary>
internal static class DoorBench
{
    private const string Listing = "/api/v1/windows, 1,000,000 windows, 200 requests a second", Beside = "a backfill of 500 pictures a minute beside them";
    private static readonly TimeSpan EachPicture = TimeSpan.FromMinutes(1) / 500;

    public static Bench Bench { get; } = new(
        "door",
        """
        A ledger of a million windows of ten sensors, read through a door in the same process, while a road of 150 pictures a day writes into it, whose store takes a picture every 120 ms.
        The client, in the same process too, asks for pages of 100 windows, some of 500, by ten mixes of sensor, interval, state, time and cursor, 200 times a second whether or not those before
        were answered; a time is from when a request was due to the last byte of its answer. The figure of the backfill is of those 500 pictures a minute that it may publish.
        """,
        RunAsync)
    {
        Held = [new(Listing, Unit.Milliseconds99, 20), new(Beside, Unit.PicturesPerMinute, 495)],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(bool isQuick)
    {
        using var works = new RoadWorks(isQuick ? 1 : 2);
        var home = works.Prepare(0);
        var (first, last) = await ManyWindows.WriteAsync(Path.Combine(home, "ledger.db"), works.Calendar, isQuick ? 5_000 : 1_000_000);
        await using var ledger = SqliteLedger.OpenToRead(Path.Combine(home, "ledger.db"))!;
        using var pins = new LocalPins(Path.Combine(home, "pictures"), Path.Combine(home, "work"));
        await using var door = await Door.OpenAsync(new(IPAddress.Loopback, 0), new(), View(new(ledger, new EmptyNames(), pins), works), CancellationToken.None);
        using var load = new SteadyLoad(door.Address, first, last);
        await load.RunAsync(TimeSpan.FromSeconds(isQuick ? 0.1 : 5));

        var road = new WholeRoad(works) { Kinds = WholeRoad.WithoutCumulative };
        var (start, pace) = (Stopwatch.GetTimestamp(), isQuick ? TimeSpan.FromMilliseconds(1) : EachPicture);
        var backfill = road.RunAsync(home, new PacedPins(pins, pace));
        var times = await load.RunAsync(isQuick ? TimeSpan.FromSeconds(0.2) : pace * road.Pictures);
        await backfill;
        var perMinute = road.Pictures / Stopwatch.GetElapsedTime(start).TotalMinutes;
        return
        [
            new("door", Listing, SteadyLoad.Percentile(times, 50), Unit.Milliseconds50),
            new("door", Listing, SteadyLoad.Percentile(times, 99), Unit.Milliseconds99),
            new("door", Listing, times[^1], Unit.Milliseconds100),
            new("door", Beside, perMinute, Unit.PicturesPerMinute),
        ];
    }

    private static DoorView View(HomeView home, RoadWorks works) => new()
    {
        Home = () => home,
        FindName = home.Names.FindAsync,
        Calendar = works.Calendar,
        Names = new(works.Calendar, station: null),
        Sensors = MadeReadings.Sensors,
        Readings = works.Readings,
        Scale = 4,
        Anchor = null,
        Clock = SystemClock.Instance,
        Time = TimeProvider.System,
        Metrics = _ => Task.FromResult<IReadOnlyList<MetricFamily>?>(null),
        Forecast = (_, _) => throw new SourceException("nothing is forecast here"),
        Warn = Console.Error.WriteLine,
    };
}
