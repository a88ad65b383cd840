using System.Diagnostics;
using System.Text.Json;
using NodaTime;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The real program against a real server that goes away, and under SIGKILL and SIGINT.</summary>
public sealed class SyncedCommands : IAsyncDisposable
{
    // One a minute, and none that is still to come: the watermark ends where the present does.
    private const int Rows = 500_000, KilledRows = 900_000, Kills = 4, Seed = 20251127;

    // Most rows between two kills. Those that are gathered, and those of a transaction that is not full, are not written: as many again are more than these.
    private const int Stretch = 60_000;
    private readonly TempFolder _folder = new();
    private readonly PostgresServer _server = new();
    private readonly Random _chance = new(Seed);

    private static Instant Middle => SyncedHome.Start + Duration.FromMinutes(Rows / 2);

    private string Database => _folder["home/readings.db"];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_many_kills_the_next_sync_goes_on_and_nothing_is_lost_or_doubled()
    {
        var upstream = await FilledAsync(KilledRows);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (start, rows) = (Instant.FromUnixTimeTicks(Watermark()), _chance.Next(1, Stretch));
            await using var held = await HeldRows.AtAsync(upstream.Source, start + Duration.FromMinutes(2 * Stretch));
            using var process = Start(upstream);
            var wanted = (start + Duration.FromMinutes(rows)).ToUnixTimeTicks();
            Assert.True(await KillMoment.KillAsync(process, () => Watermark() >= wanted), $"the sync ended before kill {kill + 1}");
            MustBeAheadOfItsWatermark();
        }

        var rest = await RunAsync(upstream, "--json");
        Assert.True(rest.ExitCode == 0, rest.ToString());
        using var document = JsonDocument.Parse(rest.Output);
        Assert.InRange(document.RootElement.GetProperty("rows").GetInt64(), 1, KilledRows - (Kills * 1000));
        await MustHaveAllAsync(upstream, KilledRows);
    }

    [Fact]
    public async Task A_first_Ctrl_C_ends_it_with_130_and_the_next_one_goes_on()
    {
        var upstream = await FilledAsync();
        await using (await HeldRows.AtAsync(upstream.Source, Middle))
        {
            using var process = Start(upstream);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ReachedAsync(process, Rows / 4);
            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, await Viz.EndAsync(process));
            Assert.Contains("what was pulled is kept, and the same command goes on", await errors, StringComparison.Ordinal);
        }

        await MustHaveAllAsync(upstream);
    }

    [Fact]
    public async Task A_server_that_is_restarted_is_read_on_and_one_that_stays_away_is_exit_4()
    {
        var upstream = await FilledAsync();
        await using (await HeldRows.AtAsync(upstream.Source, Middle))
        {
            using var process = Start(upstream);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ReachedAsync(process, Rows / 8);
            await _server.StopAsync();
            await _server.StartAsync();
            Assert.True(await Viz.EndAsync(process) == 0, await errors);
            Assert.Single((await errors).Split('\n'), line => line.StartsWith("connection lost, trying again in ", StringComparison.Ordinal));
        }

        Directory.Delete(_folder["home"], recursive: true);
        await using (await HeldRows.AtAsync(upstream.Source, Middle))
        {
            using var process = Start(upstream);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ReachedAsync(process, Rows / 8);
            await _server.StopAsync();
            Complaint.MustBe(new(await Viz.EndAsync(process), "", await errors), "127.0.0.1");
            Assert.DoesNotContain("p@ss", await errors, StringComparison.Ordinal);
        }

        Complaint.MustBe(await RunAsync(upstream), "is the server running");
        await _server.StartAsync();
        await MustHaveAllAsync(upstream);
    }

    [Fact]
    public async Task A_home_that_another_process_owns_is_left_alone_with_exit_4()
    {
        var upstream = await Upstream.MakeAsync(_server);
        await upstream.FillAsync(10);
        using var held = HomeLock.Take(_folder["home"], "run", SystemClock.Instance);
        Complaint.MustBe(await RunAsync(upstream), "another process works here: run");
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task Another_source_and_what_cannot_be_kept_have_exit_codes_of_their_own_and_no_password_is_kept()
    {
        var (one, other) = (await Upstream.MakeAsync(_server), await Upstream.MakeAsync(_server));
        await one.FillAsync(10);
        await other.FillAsync(10);
        Assert.Equal(0, (await RunAsync(one)).ExitCode);
        Assert.DoesNotContain("p@ss", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        var refused = await RunAsync(other);
        Assert.True(refused.ExitCode == 3, refused.ToString());
        Assert.Contains("viz sync --full takes it from there", refused.Errors, StringComparison.Ordinal);

        await other.ExecuteAsync("UPDATE environmental_data SET temp = 1000");
        using (var database = SqliteFile.OpenOwn(Database)) SqliteFile.Execute(database, "CREATE TRIGGER stubborn BEFORE UPDATE ON environmental_data BEGIN SELECT RAISE(IGNORE); END");
        var wrong = await RunAsync(other, "--full", "--json");
        Assert.True(wrong.ExitCode == 1, wrong.ToString());
        Assert.Contains("viz: temperature, 2025-01: 0 readings of the source are not here and 10 are here with another value", wrong.Errors, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(wrong.Output);
        Assert.Equal(10, document.RootElement.GetProperty("mismatches")[0].GetProperty("different").GetInt32());
    }

    private Task<Upstream> FilledAsync(int rows = Rows) => Upstream.FilledAsync(_server, rows);

    private Process Start(Upstream upstream) => Viz.Start(["sync", "--home", "home"], _folder.Path, ("VIZ_SYNC_FROM", upstream.Source));

    private Task<CommandResult> RunAsync(Upstream upstream, params string[] options) =>
        Viz.RunAsync(["sync", "--home", "home", "--from", upstream.Source, .. options], _folder.Path);

    private async Task MustHaveAllAsync(Upstream upstream, int rows = Rows)
    {
        var rest = await RunAsync(upstream, "--full", "--json");
        Assert.True(rest.ExitCode == 0, rest.ToString());
        using var document = JsonDocument.Parse(rest.Output);
        var temperature = document.RootElement.GetProperty("sensors")[0];
        Assert.Equal((rows, rows, 0), (temperature.GetProperty("there").GetInt32(), temperature.GetProperty("here").GetInt32(), temperature.GetProperty("kept").GetInt32()));
        using var database = SqliteFile.OpenForeign(Database);
        using var found = new SqliteStatement(database, "SELECT count(*), count(DISTINCT time), sum(temp), count(hum) FROM environmental_data");
        Assert.True(found.Step());
        Assert.Equal((rows, rows, rows * 49.5, rows - ((rows + 6) / 7)), (found.Whole(0), found.Whole(1), found.Real(2), found.Whole(3)));
    }

    // Every row up to the watermark is there.
    private void MustBeAheadOfItsWatermark()
    {
        using var database = SqliteFile.OpenForeign(Database);
        using var rows = new SqliteStatement(database, "SELECT count(*) FROM environmental_data");
        Assert.True(rows.Step());
        Assert.Equal(((Watermark() - SyncedHome.Start.ToUnixTimeTicks()) / 600_000_000L) + 1, rows.Whole(0));
    }

    private long Watermark()
    {
        var marks = Host.SyncMarks.Read(Database).Watermarks;
        return marks.IsEmpty ? SyncedHome.Start.ToUnixTimeTicks() : marks.Values.Min();
    }

    private async Task ReachedAsync(Process process, int rows)
    {
        var watch = Stopwatch.StartNew();
        while (Watermark() < SyncedHome.Start.ToUnixTimeTicks() + (rows * 600_000_000L))
        {
            Assert.True(!process.HasExited && watch.Elapsed < Viz.Patience, "the sync did not get so far");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
