using System.Diagnostics;
using System.Globalization;
using NodaTime;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Ctrl-C and SIGTERM in the middle of the real program's work, and what others may do in a home meanwhile.</summary>
public sealed class StoppedBackfills(PostgresServer server) : IDisposable
{
    // The plan looks at all rows of the last two days.
    private static readonly Instant Held = Instant.FromUtc(2025, 10, 31, 7, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly (string, string?)[] Settings = [("VIZ_SCALE", "1")];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task One_signal_finishes_what_was_begun_and_says_what_is_left(string signal)
    {
        var source = await ServedAsync();
        await using (await HeldRows.AtAsync(source, Held))
        {
            using var process = Start(source);
            await WorkedAsync(process, pictures: 40);
            ProcessSignals.Send(process, signal);
            var result = await EndAsync(process);
            Assert.True(result.ExitCode == 130, result.ToString());
            Assert.Matches(@"stopped with [0-9,]+ pictures done and [0-9,]+ windows left; the same command goes on from here", result.Errors);
            Assert.Empty(KilledHome.Look(_folder["stopped"], _folder["copies"]).Stages);
        }

        await FinishAsync(Command(source));
    }

    // Two signals of different kinds, because the system may take two of one kind for one. They come while the process stands: between them it cannot end.
    [Theory]
    [InlineData("INT", "TERM")]
    [InlineData("TERM", "INT")]
    public async Task Two_signals_drop_what_was_begun(string first, string second)
    {
        var source = await ServedAsync();
        await using (await HeldRows.AtAsync(source, Held))
        {
            using var process = Start(source);
            await WorkedAsync(process, pictures: 40);
            ProcessSignals.Stop(process);
            ProcessSignals.Send(process, first, second, "CONT");
            var result = await EndAsync(process);
            Assert.True(result.ExitCode == 130, result.ToString());
            Assert.False(Directory.Exists(_folder["stopped/gallery"]), "the page was still written");
        }

        await FinishAsync(Command(source));
    }

    [Fact]
    public async Task A_signal_before_the_work_began_ends_the_run_as_well()
    {
        var source = await ServedAsync();
        await using (await HeldRows.AtAsync(source, Held))
        {
            using var process = Start(source);
            await UntilAsync(process, () => File.Exists(_folder["stopped/home.lock"]));
            ProcessSignals.Send(process, "INT");
            var result = await EndAsync(process);
            Assert.True(result.ExitCode == 130, result.ToString());
        }

        await FinishAsync(Command(source));
    }

    [Fact]
    public async Task While_one_process_works_a_second_is_told_who_and_may_look()
    {
        var source = await ServedAsync();
        var command = Command(source);
        await using var held = await HeldRows.AtAsync(source, Held);
        using var process = Start(source);
        await UntilAsync(process, () => IsPublished("temperature:hourly:latest"));

        // Who looks may read the row that is held: the process stands by itself then.
        ProcessSignals.Stop(process);
        await held.DisposeAsync();
        Complaint.MustBe(await RunAsync([.. command]), string.Create(CultureInfo.InvariantCulture, $"another process works here: backfill (process {process.Id}) since 20"));
        foreach (var look in (string[][])[["status"], ["status", "--json"], ["latest", "temperature", "hourly"], ["stats", "--source", source], [.. command, "--dry-run"]])
        {
            var result = await RunAsync(look);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', look)}: {result}");
        }

        ProcessSignals.Send(process, "CONT");
        var ended = await EndAsync(process);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        await FinishAsync(command);
    }

    // Ten days, a reading a minute.
    private async Task<string> ServedAsync()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, """
            CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8);
            INSERT INTO environmental_data SELECT at, 15 + 8 * sin(extract(epoch FROM at) / 13751), 50 + 20 * cos(extract(epoch FROM at) / 9001), 1013 + 5 * sin(extract(epoch FROM at) / 300007)
            FROM generate_series('2025-10-24T07:00Z'::timestamptz, '2025-11-03T07:59Z', '1 minute') AS at
            """);
        return source;
    }

    private static string[] Command(string source) => ["backfill", "--source", source];

    private Process Start(string source) => Viz.Start([.. Command(source), "--home", _folder["stopped"]], _folder.Path, Settings);

    private Task<CommandResult> RunAsync(IEnumerable<string> arguments) => Viz.RunAsync([.. arguments, "--home", _folder["stopped"]], _folder.Path, Settings);

    private async Task FinishAsync(string[] command)
    {
        var rest = await RunAsync(command);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        var undisturbed = await Viz.RunAsync([.. command, "--home", _folder["undisturbed"]], _folder.Path, Settings);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        HomeState.Read(_folder["stopped"]).MustEqual(HomeState.Read(_folder["undisturbed"]));
    }

    private bool IsPublished(string key)
    {
        if (LocalNames.OpenToRead(_folder["stopped/index.db"]) is not { } names) return false;
        try
        {
            return names.FindAsync(key, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult() is not null;
        }
        finally
        {
            names.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private Task WorkedAsync(Process process, int pictures) => UntilAsync(process, () => KilledHome.PicturesIn(_folder["stopped"]).Skip(pictures - 1).Any());

    private static async Task UntilAsync(Process process, Func<bool> isThere)
    {
        var watch = Stopwatch.StartNew();
        while (!isThere())
        {
            Assert.False(process.HasExited, "the run ended before it could be stopped");
            Assert.True(watch.Elapsed < Patience, "the run does not get to work");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<CommandResult> EndAsync(Process process)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        return new(process.ExitCode, await output, await errors);
    }
}
