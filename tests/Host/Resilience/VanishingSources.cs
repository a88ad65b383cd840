using System.Diagnostics;
using NodaTime;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Sources that change, go away and come back while the real program reads them.</summary>
public sealed class VanishingSources : IAsyncDisposable
{
    private const int Days = 10;
    private static readonly Instant Middle = Instant.FromUtc(2025, 10, 20, 7, 0);
    private static readonly (string, string?)[] Settings = [("VIZ_SCALE", "1")];

    private readonly TempFolder _folder = new();
    private readonly PostgresServer _server = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_logger_writes_meanwhile_is_found_stale_and_drawn_again()
    {
        var source = MadeSource.Write(_folder["readings.db"], Days, ownLog: true);
        using var process = Start(source);
        await WorkedAsync(process);
        MadeSource.Overwrite(source, MadeSource.Start + Duration.FromDays(2), MadeSource.Start + Duration.FromDays(Days));
        Assert.Equal(0, await Viz.EndAsync(process));

        var stale = await RunAsync(source, "home", "--retry", "stale");
        Assert.True(stale.ExitCode == 0, stale.ToString());
        await MustEqualAsync(source);
    }

    [Fact]
    public async Task A_file_that_is_removed_is_read_to_its_end_and_then_missed()
    {
        var source = MadeSource.Write(_folder["readings.db"], Days);
        File.Copy(source, _folder["kept.db"]);
        using var process = Start(source);
        await WorkedAsync(process);
        File.Delete(source);
        Assert.Equal(0, await Viz.EndAsync(process));

        Complaint.MustBe(await RunAsync(source, "home"), source, "there is no such file");
        await MustEqualAsync(_folder["kept.db"]);
    }

    [Fact]
    public async Task A_file_that_is_overwritten_with_rubbish_ends_the_run_and_spoils_nothing()
    {
        const int days = 60;
        var source = MadeSource.Write(_folder["readings.db"], days);
        File.Copy(source, _folder["kept.db"]);
        using var process = Start(source);
        await StopAtWorkAsync(process);
        var drawn = KilledHome.PicturesIn(_folder["home"]).Count();
        using (var file = File.Open(source, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) file.Write(new byte[file.Length]);
        ProcessSignals.Send(process, "CONT");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var result = new CommandResult(await Viz.EndAsync(process), "", await errors);
        Assert.True(drawn < days / 2 * 25 * 3, $"of three sensors' {days} days {drawn} pictures were drawn already: too little may have been left to read");
        Complaint.MustBe(result, source);

        File.Move(_folder["kept.db"], source, overwrite: true);
        var rest = await RunAsync(source, "home");
        Assert.True(rest.ExitCode == 0, rest.ToString());
        await MustEqualAsync(source);
    }

    [Fact]
    public async Task A_server_that_is_restarted_is_read_on_from_the_last_whole_day()
    {
        var source = await ServedAsync();
        await using (await HeldRows.AtAsync(source, Middle))
        {
            using var process = Start(source);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await WorkedAsync(process);

            // With nothing to recover it is back long before the run gives up.
            await PostgresServer.ExecuteAsync(source, "CHECKPOINT");
            await _server.StopAsync();
            await _server.StartAsync();
            Assert.True(await Viz.EndAsync(process) == 0, await errors);
            MustTellOnce(await errors);
        }

        await MustEqualAsync(source);
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_run_and_the_next_one_finishes()
    {
        var source = await ServedAsync();
        await using (await HeldRows.AtAsync(source, Middle))
        {
            using var process = Start(source);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await WorkedAsync(process);
            await _server.StopAsync();
            Complaint.MustBe(new(await Viz.EndAsync(process), "", await errors), "127.0.0.1", "is the server running");
            MustTellOnce(await errors);
        }

        Complaint.MustBe(await RunAsync(source, "home"), "is the server running");

        await _server.StartAsync();
        var rest = await RunAsync(source, "home");
        Assert.True(rest.ExitCode == 0, rest.ToString());
        await MustEqualAsync(source);
    }

    private static void MustTellOnce(string errors) =>
        Assert.Single(errors.Split('\n'), line => line.StartsWith("connection lost, trying again in ", StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal));

    // Forty days of them.
    private async Task<string> ServedAsync()
    {
        var source = await _server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, """
            CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8);
            INSERT INTO environmental_data SELECT at, 15 + 8 * sin(extract(epoch FROM at) / 13751), 50 + 20 * cos(extract(epoch FROM at) / 9001), 1013
            FROM generate_series('2025-09-30T07:00Z'::timestamptz, '2025-11-09T07:59:50Z', '10 seconds') AS at
            """);
        await PostgresServer.ExecuteAsync(source, "CHECKPOINT");
        return source;
    }

    private Process Start(string source) => Viz.Start(["backfill", "--source", source, "--home", _folder["home"]], _folder.Path, Settings);

    private Task<CommandResult> RunAsync(string source, string home, params string[] options) =>
        Viz.RunAsync(["backfill", "--source", source, "--home", _folder[home], .. options], _folder.Path, Settings);

    private async Task MustEqualAsync(string source)
    {
        var undisturbed = await RunAsync(source, "undisturbed");
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        HomeState.Read(_folder["home"]).MustEqual(HomeState.Read(_folder["undisturbed"]));
    }

    private bool IsAtWork => KilledHome.PicturesIn(_folder["home"]).Skip(20).Any();

    private async Task WorkedAsync(Process process)
    {
        var watch = Stopwatch.StartNew();
        while (!IsAtWork)
        {
            Assert.True(!process.HasExited && watch.Elapsed < Viz.Patience, "the run did not get to work");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    // On a thread of its own: the pool's may be busy with other tests for longer than the work takes.
    private Task StopAtWorkAsync(Process process) => Task.Factory.StartNew(
        () =>
        {
            var isThere = SpinWait.SpinUntil(() => process.HasExited || IsAtWork, Viz.Patience);
            Assert.True(isThere && !process.HasExited, "the run did not get to work, or ended before it could be stopped");
            ProcessSignals.Stop(process);
        },
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
