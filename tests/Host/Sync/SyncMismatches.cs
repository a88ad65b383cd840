using NodaTime;
using VizPipeline.Host;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A home whose database file takes no new rows: what is missing is found and told, whatever else it has.</summary>
public sealed class SyncMismatches(PostgresServer server) : IDisposable
{
    private readonly SyncedHome _home = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task Readings_that_are_missing_are_told_however_many_are_kept_that_are_not_there(int kept)
    {
        var report = await _home.SyncAsync(await MissingAsync(kept));
        Assert.Equal([new("temp-sensor", new YearMonth(2025, 1), 5, 0)], report.Mismatches);
        Assert.Equal(new("temp-sensor", 105 - kept, 100, 0, 0, kept), report.Sensors[0] with { Added = 0 });
    }

    [Fact]
    public async Task The_service_tells_of_them_as_of_a_source_that_is_down()
    {
        var upstream = await MissingAsync(kept: 5);
        var (clock, output) = (new StoppedClock(SyncedHome.Start + Duration.FromDays(1)), new Output(TextWriter.Null, TextWriter.Null, isTerminal: false, hasColour: false));
        var dependencies = new Dependencies(clock, _ => { });
        var loop = new SyncLoop(new(_home.Readings, upstream.Open(), SyncedHome.ThreeDays, clock, _home.Notes.Add), Duration.FromMinutes(1), dependencies, output, clock, TimeProvider.System);
        await loop.PullAsync(Cancel);
        var state = Assert.Single(dependencies.States);
        Assert.Equal(("sync", false), (state.Name, state.IsUp));
        Assert.StartsWith("temp-sensor, 2025-01: 5 readings of the source are not here", state.Why, StringComparison.Ordinal);

        await upstream.ExecuteAsync("DELETE FROM environmental_data WHERE hum IS NULL AND temp = 7");
        await loop.PullAsync(Cancel);
        Assert.True(Assert.Single(dependencies.States).IsUp);
    }

    [Fact]
    public async Task A_sync_moves_with_each_transaction_and_while_it_compares()
    {
        var (upstream, clock) = (await Upstream.FilledAsync(server, 100), new StoppedClock(SyncedHome.Start));
        var (moves, source) = (new List<Instant>(), upstream.Open());
        Sync? sync = null;
        var slow = new SmallBatches(source.Readings, _ =>
        {
            moves.Add(sync!.Watch.LastMove);
            clock.Now += Duration.FromMinutes(1);
        });
        sync = new(_home.Readings, source with { Readings = slow }, SyncedHome.ThreeDays, clock, _home.Notes.Add) { BlockRows = 10 };
        await sync.RunAsync(full: true, Cancel);
        Assert.Equal((Instant.MinValue, SyncedHome.Start + Duration.FromMinutes(90)), (moves[0], moves[99]));
        Assert.True(moves[^1] > SyncedHome.Start + Duration.FromMinutes(100));
    }

    private async Task<Upstream> MissingAsync(int kept)
    {
        var upstream = await Upstream.FilledAsync(server, 100);
        await _home.SyncAsync(upstream);
        await upstream.ExecuteAsync($"DELETE FROM environmental_data WHERE time < '2025-01-01Z'::timestamptz + {kept} * interval '1 minute'");
        await upstream.ExecuteAsync("INSERT INTO environmental_data (time, temp) SELECT '2025-01-01Z'::timestamptz + g * interval '1 minute', 7 FROM generate_series(100, 104) g");
        using var database = SqliteFile.OpenOwn(_home.Readings.Path);
        SqliteFile.Execute(database, "CREATE TRIGGER deaf BEFORE INSERT ON environmental_data BEGIN SELECT RAISE(IGNORE); END");
        return upstream;
    }
}
