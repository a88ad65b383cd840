using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Bench;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>
/// A year of a real service in some minutes: both changes of clocks, ten crashes, three outages of the database and two of the providers, each of hours, and readings that come up
/// to two days late. In the ordinary suite all of that happens in the five winter months from before one change to after the other.
/// </summary>
public sealed class YearOfService : IDisposable
{
    private const int Crashes = 10;
    private static readonly (LocalDate First, int Days) Life = Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? (new(2025, 1, 1), 365) : (new(2025, 10, 20), 150);
    private static readonly Duration Hour = Duration.FromHours(1), Past = Duration.FromMinutes(10), Arrived = Duration.FromSeconds(90);

    // So small that they are full within days: what grows after that is no cache that fills.
    private static readonly (string Name, string? Value)[] SmallCaches = [("VIZ_PICTURE_CACHE_MB", "8"), ("VIZ_STRIP_CACHE_MB", "2")];
    private static readonly ImmutableArray<string> Sensors = ["temperature", "humidity"];
    private static readonly LocalCalendar Calendar = new(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]);
    private static readonly WindowNames Names = new(Calendar, station: null);
    private static readonly Instant Start = Calendar.StartOf(Life.First)!.Value;
    private static readonly Instant End = Calendar.StartOf(Life.First.PlusDays(Life.Days))!.Value;

    // In memory, so that a year of small writes waits for no disk.
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"viz-year-{Path.GetRandomFileName()}")).FullName;
    private readonly Random _chance = new(20250101);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_window_of_a_disturbed_year_ends_as_in_an_undisturbed_one_and_latest_is_never_old()
    {
        var readings = new ArrivingReadings(In("readings.db"), Start, End, _chance);
        var (database, pinata, cloudflare) = (Outages(3), Outages(1), Outages(1));
        // None in the last third, so that one process lives through months.
        var crashes = Enumerable.Range(0, Crashes).Select(_ => _chance.Next(24, Life.Days * 16)).ToHashSet();
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero, new ScaledTime(100_000));
        using var service = new DrivenService(_folder, Start + Arrived, ["--source", In("readings.db"), "--home", In("home")], [.. doubles.Environment, .. SmallCaches]);
        var life = new List<Footprint>();
        readings.Arrive(Start + Arrived);
        await service.StartAsync();
        for (var (next, n) = (Start + Hour, 0); next <= End + Duration.FromDays(3); (next, n) = (next + Hour, n + 1))
        {
            if (IsIn(database, next) && File.Exists(In("readings.db"))) readings.TakeAway();
            if (!IsIn(database, next) && !File.Exists(In("readings.db"))) readings.BringBack();
            doubles.Pinata.Faults = IsIn(pinata, next) ? FaultScript.Always(new StatusFault(503)) : FaultScript.None;
            doubles.Cloudflare.Faults = IsIn(cloudflare, next) ? FaultScript.Always(new StatusFault(503)) : FaultScript.None;
            readings.Arrive(next + Arrived);
            if (crashes.Contains(n)) await service.CrashAsync(next + Past, TimeSpan.FromMilliseconds(_chance.Next(60)));
            else await service.MoveToAsync(next + Past);

            if (next <= End && !IsIn([.. database, .. pinata, .. cloudflare], next)) MustBeCurrent(doubles.Cloudflare, readings, next);
            if (next <= End && n % 240 == 0) life.Add(Footprint.Of(service, In("home"), n));
        }

        var ended = await service.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        await MustEqualUndisturbedAsync(readings);
        var state = await doubles.StateAsync(In("home"));
        Assert.Empty(state.Broken(Names, deletes: true));
        Assert.Empty(state.Unfinished(Names));
        Footprint.MustBeFlat(life);
    }

    // Ten minutes after the hour.
    private static void MustBeCurrent(CloudflareDouble index, ArrivingReadings readings, Instant hour)
    {
        var newest = readings.NewestWholeHour(hour, hour + Arrived);
        foreach (var (sensor, kind) in Sensors.SelectMany(_ => (WindowKind[])[WindowKind.Hourly, WindowKind.Cumulative], (sensor, kind) => (sensor, kind)))
        {
            var latest = index.Value(Names.LatestKey(sensor, kind)) is { } value ? IndexValue.TryParse(value)?.Window.End : null;
            Assert.True(latest >= newest, $"at {hour + Past} the latest {kind} of {sensor} ends at {latest}, and {newest} had all its readings");
        }
    }

    private async Task MustEqualUndisturbedAsync(ArrivingReadings readings)
    {
        var backfill = await Viz.RunAsync(["backfill", "--source", In("readings.db"), "--home", In("undisturbed")], _folder, ("VIZ_SCALE", "1"));
        Assert.True(backfill.ExitCode == 0, backfill.ToString());
        var (lived, wanted) = (await RowsAsync("home"), await RowsAsync("undisturbed"));
        var newest = wanted.Values.Where(row => row.Window.Kind == WindowKind.Cumulative).Max(row => row.Window.End);
        var wrong = new List<string>();
        foreach (var (key, row) in wanted)
        {
            var found = lived.GetValueOrDefault(key);
            // A snapshot that was drawn before a reading came, and is superseded, stays as it was.
            var mayDiffer = row.Window.Kind == WindowKind.Cumulative && row.Window.End < newest && readings.Late.Any(late => late.Hour < row.Window.End && late.Arrival > row.Window.End);
            if (found is null || found.State != row.State || (!mayDiffer && found.Cid != row.Cid)) wrong.Add($"{key}: {found?.State} {found?.Cid} instead of {row.State} {row.Cid}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {wanted.Count} windows differ:\n{string.Join('\n', wrong.Take(20))}");
        Assert.Empty(lived.Keys.Except(wanted.Keys));
    }

    private async Task<Dictionary<string, LedgerEntry>> RowsAsync(string home)
    {
        await using var ledger = SqliteLedger.OpenToRead(Path.Combine(In(home), "ledger.db"))!;
        return await ledger.ReadAsync([.. Enum.GetValues<WindowState>()], default).ToDictionaryAsync(row => row.Key);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private ImmutableArray<(Instant From, Instant To)> Outages(int number) =>
    [
        .. Enumerable.Range(0, number).Select(i => Start + Duration.FromHours(_chance.Next(i * Life.Days * 24 / number, ((i + 1) * Life.Days * 24 / number) - 24)))
            .Select(from => (from, from + Duration.FromHours(2 + _chance.Next(5)))),
    ];

    private static bool IsIn(ImmutableArray<(Instant From, Instant To)> outages, Instant at) => outages.Any(outage => outage.From < at && at <= outage.To);
}
