using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a sync does not do, and what it says then.</summary>
public sealed class SyncRefusals(PostgresServer server) : IDisposable
{
    private readonly SyncedHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Another_source_is_refused_unless_everything_is_taken_from_it()
    {
        var (one, other) = (await Upstream.FilledAsync(server, 50), await Upstream.FilledAsync(server, 60));
        await other.ExecuteAsync("UPDATE environmental_data SET temp = temp + 1000");
        await _home.SyncAsync(one);
        var refusal = await Assert.ThrowsAsync<SourceException>(() => _home.SyncAsync(other));
        Assert.Contains("is in step with postgres://127.0.0.1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refusal.ToString(), StringComparison.Ordinal);
        Assert.False(refusal.MayPass);

        var report = await _home.SyncAsync(other, full: true);
        Assert.Equal(new("temp-sensor", 60, 60, 10, 50, 0), report.Sensors[0]);
        await Assert.ThrowsAsync<SourceException>(() => _home.SyncAsync(one));
        await _home.SyncAsync(other);
    }

    [Fact]
    public async Task What_cannot_be_brought_into_step_is_said_with_its_month()
    {
        var upstream = await Upstream.FilledAsync(server, 50_000);
        await _home.SyncAsync(upstream);
        using (var database = SqliteFile.OpenOwn(_home.Readings.Path))
        {
            SqliteFile.Execute(database, """
                UPDATE environmental_data SET temp = -5 WHERE time >= '2025-02-03T00:00' AND time < '2025-02-03T00:03';
                DELETE FROM environmental_data WHERE time = '2025-01-09T00:00:00Z';
                CREATE TRIGGER stubborn BEFORE UPDATE ON environmental_data BEGIN SELECT RAISE(IGNORE); END
                """);
        }

        var report = await _home.SyncAsync(upstream, full: true);
        Assert.Equal([new SyncMismatch("temp-sensor", new YearMonth(2025, 2), 0, 3)], report.Mismatches);
        Assert.True((await _home.RowsAsync()).ContainsKey(Instant.FromUtc(2025, 1, 9, 0, 0)));
        using (var database = SqliteFile.OpenOwn(_home.Readings.Path)) SqliteFile.Execute(database, "DROP TRIGGER stubborn");
        Assert.Empty((await _home.SyncAsync(upstream, full: true)).Mismatches);
    }

    [Fact]
    public async Task A_row_that_is_not_kept_is_missed_by_an_ordinary_sync_too()
    {
        var upstream = await Upstream.FilledAsync(server, 10);
        using (var writer = _home.Readings.Write(["temp"])) writer.Commit(_ => { });
        using (var database = SqliteFile.OpenOwn(_home.Readings.Path))
            SqliteFile.Execute(database, "CREATE TRIGGER stubborn BEFORE INSERT ON environmental_data WHEN NEW.time LIKE '%:05:00Z' BEGIN SELECT RAISE(IGNORE); END");
        var report = await _home.SyncAsync(upstream);
        Assert.Equal(new SyncMismatch("temp-sensor", new YearMonth(2025, 1), 1, 0), Assert.Single(report.Mismatches, wrong => wrong.Sensor == "temp-sensor"));
        Assert.Equal((10L, 9L), (report.Sensors[0].There, report.Sensors[0].Here));
    }

    [Fact]
    public async Task A_source_without_a_column_that_is_asked_for_or_with_two_that_are_one_here_is_refused()
    {
        var upstream = await Upstream.FilledAsync(server, 1);
        var source = upstream.Open();
        Assert.Contains("no column of a configured sensor: co2;", (await RefusedAsync(source with { Sensors = [Upstream.Sensors[0] with { Column = "co2" }] })).Message, StringComparison.Ordinal);
        Assert.Contains("is called time there", (await RefusedAsync(source with { Sensors = [Upstream.Sensors[0] with { Column = "Time" }] })).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("temp and TEMP differ in case alone", (await RefusedAsync(source with { Sensors = [Upstream.Sensors[0], Upstream.Sensors[1] with { Column = "TEMP" }] })).Message, StringComparison.Ordinal);
        Assert.False(_home.Readings.Exists());
    }

    private Task<SourceException> RefusedAsync(SyncSource source) => Assert.ThrowsAsync<SourceException>(() => _home.SyncAsync(source));
}
