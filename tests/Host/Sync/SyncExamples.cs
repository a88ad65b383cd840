using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class SyncExamples(PostgresServer server) : IDisposable
{
    private readonly SyncedHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Counts_are_of_what_was_added_what_changed_and_what_is_on_both_sides()
    {
        var upstream = await Upstream.FilledAsync(server, 5000);
        var first = await _home.SyncAsync(upstream);
        Assert.Equal((5000L, SyncedHome.Start, SyncedHome.Start + Duration.FromMinutes(4999)), (first.Rows, first.From, first.To));
        Assert.Equal([new("temp-sensor", 5000, 5000, 5000, 0, 0), new("hum-sensor", 4285, 4285, 4285, 0, 0)], first.Sensors);
        Assert.True(first.HasChanged);

        await upstream.ExecuteAsync("UPDATE environmental_data SET temp = -1 WHERE time >= '2025-01-04T11:10Z'; DELETE FROM environmental_data WHERE time >= '2025-01-04T11:18Z'");
        var second = await _home.SyncAsync(upstream);
        Assert.Equal(new("temp-sensor", 4379, 4381, 0, 8, 2), second.Sensors[0]);
        Assert.False((await _home.SyncAsync(upstream)).HasChanged);
    }

    [Fact]
    public async Task Who_runs_it_often_looks_for_late_rows_once_an_hour_and_misses_none()
    {
        var (upstream, time) = (await Upstream.FilledAsync(server, 5000), new SetClock(SyncedHome.Start + Duration.FromMinutes(5000)));
        var sync = new Sync(_home.Readings, upstream.Open(), SyncedHome.ThreeDays, time, _home.Notes.Add);
        Assert.Equal(5000, (await sync.RunAsync(full: false, TestContext.Current.CancellationToken)).Rows);

        // As late as may be, and just after it looked back.
        await upstream.ExecuteAsync("UPDATE environmental_data SET temp = -1 WHERE time = '2025-01-01T11:20Z'");
        await upstream.ExecuteAsync("INSERT INTO environmental_data SELECT '2025-01-04T11:20Z'::timestamptz + g * interval '1 minute', 0, 0 FROM generate_series(0, 58) g");
        time.Now += Duration.FromMinutes(59);
        var soon = await sync.RunAsync(full: false, TestContext.Current.CancellationToken);
        Assert.Equal((120L, 59L, 0L), (soon.Rows, soon.Sensors[0].Added, soon.Sensors[0].Changed));
        time.Now += Duration.FromMinutes(1);
        var later = await sync.RunAsync(full: false, TestContext.Current.CancellationToken);
        Assert.Equal((0L, 1L), (later.Sensors[0].Added, later.Sensors[0].Changed));
        Assert.Equal(-1, (await _home.RowsAsync())[Instant.FromUtc(2025, 1, 1, 11, 20)].Temp);
    }

    [Fact]
    public async Task A_pull_without_anything_new_writes_nothing()
    {
        var upstream = await Upstream.FilledAsync(server, 500);
        await _home.SyncAsync(upstream);
        var before = _home.Copy().Values.First();
        await _home.SyncAsync(upstream);
        Assert.Equal(before, _home.Copy().Values.First());
    }

    [Fact]
    public async Task A_sensor_that_joins_later_is_pulled_from_its_beginning()
    {
        var upstream = await Upstream.FilledAsync(server, 10_000);
        await _home.SyncAsync(upstream.Open() with { Sensors = [Upstream.Sensors[0]] });
        var report = await _home.SyncAsync(upstream);
        Assert.Equal((0L, 8571L), (report.Sensors[0].Added, report.Sensors[1].Added));
        Assert.True((await _home.SyncAsync(upstream)).Rows < 5000);
    }

    [Fact]
    public async Task What_is_gone_from_the_source_is_kept_and_told()
    {
        var upstream = await Upstream.FilledAsync(server, 100);
        await _home.SyncAsync(upstream);
        await upstream.EmptyAsync();
        var report = await _home.SyncAsync(upstream, full: true);
        Assert.Equal(new("temp-sensor", 0, 100, 0, 0, 100), report.Sensors[0]);
        Assert.Equal(100, (await _home.RowsAsync()).Count);
    }

    [Fact]
    public async Task A_long_table_is_pulled_into_the_columns_of_its_sensors()
    {
        var upstream = await Upstream.MakeAsync(server);
        await upstream.ExecuteAsync("""
            CREATE TABLE readings (at timestamptz, what text, value float8);
            INSERT INTO readings VALUES ('2025-01-15 08:00Z', 'temp', 21.5), ('2025-01-15 08:00Z', 'hum', 40), ('2025-01-15 08:01Z', 'temp', 'NaN'), ('2025-01-15 08:01Z', 'hum', 41), ('2025-01-15 08:02Z', 'co2', 7)
            """);
        var report = await _home.SyncAsync(upstream.Open(new LongLayout("readings", "at", "what", "value")));
        Assert.Equal([(21.5, 40), (double.NaN, 41)], (await _home.RowsAsync()).Values);
        Assert.Equal((2L, 1L), (report.Rows, report.Dropped[DropReason.NotANumber]));
    }

    [Fact]
    public async Task Rows_of_an_older_program_are_found_in_whatever_form_their_times_are_written()
    {
        var upstream = await Upstream.FilledAsync(server, 3);
        using (var writer = _home.Readings.Write(["temp"])) writer.Commit(_ => { });
        using (var database = SqliteFile.OpenOwn(_home.Readings.Path)) SqliteFile.Execute(database, "INSERT INTO environmental_data (time, temp, lux) VALUES ('2025-01-01 01:01:00+01:00', 77, 5)");
        var report = await _home.SyncAsync(upstream);
        Assert.Equal(new("temp-sensor", 3, 3, 2, 1, 0), report.Sensors[0]);
        Assert.Equal(3, (await _home.RowsAsync()).Count);
    }

    [Fact]
    public async Task The_road_reads_on_from_what_it_began_with_while_a_sync_writes()
    {
        var upstream = await Upstream.FilledAsync(server, 20_000);
        await _home.SyncAsync(upstream);
        await upstream.ExecuteAsync("UPDATE environmental_data SET temp = 1000");
        var (read, sum) = (0, 0.0);
        await foreach (var batch in _home.Readings.Source.ReadAsync([Upstream.Sensors[0]], Instant.MinValue, Instant.MaxValue, new Drops(), TestContext.Current.CancellationToken))
        {
            if (read == 0) Assert.True((await _home.SyncAsync(upstream, full: true)).Sensors[0].Changed == 20_000);
            read += batch.Ticks.Length;
            foreach (var value in batch.Values[0].Span) sum += value;
        }

        Assert.Equal((20_000, 20_000 * 49.5), (read, sum));
        Assert.All((await _home.RowsAsync()).Values, row => Assert.Equal(1000, row.Temp));
    }

    [Fact]
    public async Task A_cancelled_sync_keeps_what_came_and_the_next_goes_on_from_there()
    {
        var upstream = await Upstream.FilledAsync(server, 10_000);
        using var stop = new CancellationTokenSource();
        var source = upstream.Open();
        var cut = source with
        {
            Readings = new SmallBatches(source.Readings, row =>
            {
                if (row == 7500) stop.Cancel();
            }),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _home.SyncAsync(cut, cancel: stop.Token));
        var kept = (await _home.RowsAsync()).Count;
        Assert.InRange(kept, 7500, 8000);
        var rest = await _home.SyncAsync(source);
        Assert.Equal((10_000 - kept, true), ((int)rest.Sensors[0].Added, rest.Rows < 10_000));
    }

    private sealed class SetClock(Instant now) : IClock
    {
        public Instant Now { get; set; } = now;

        public Instant GetCurrentInstant() => Now;
    }
}
