using NodaTime;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>SIGKILL, again and again, in the middle of the real program's work: in the end the home is what an undisturbed run makes.</summary>
/// <remarks>A row of the source is held meanwhile, so that no run comes to its end, however late it is killed.</remarks>
public sealed class KilledBackfills(PostgresServer server) : IDisposable
{
    private const int Seed = 20251102;

    // More rows come before it than a pass gathers, so that the plan is made; but no day ends before it.
    private static readonly Instant FirstNight = Instant.FromUtc(2025, 10, 25, 6, 50);

    // Before the first cumulative picture.
    private static readonly Instant Early = Instant.FromUtc(2025, 10, 26, 7, 0);

    // The plan looks at all rows of the last two days.
    private static readonly Instant Late = Instant.FromUtc(2025, 11, 4, 7, 0);

    private static readonly (string, string?)[] Settings = [("VIZ_SCALE", "1"), ("CUMULATIVE_START", "2025-10-27")];

    private readonly TempFolder _folder = new();
    private readonly Random _chance = new(Seed);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(20, 3, "")]
    [InlineData(5, 2, "--newest-first")]
    public async Task After_many_kills_the_home_is_what_an_undisturbed_run_makes(int kills, int fewestStages, string option)
    {
        var source = await ServedAsync();
        string[] command = ["backfill", "--source", source, .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        await RunAsync(command, "undisturbed");
        var undisturbed = HomeState.Read(_folder["undisturbed"]);

        // More than these are drawn before the row that is held.
        var pictures = KilledHome.PicturesIn(_folder["undisturbed"]).Count() / 2;

        // Newest first, all days with cumulative pictures are read before one of them is sent, and then those before them.
        var (ofPlanning, ofWork) = option.Length > 0 ? (Late, Early) : (FirstNight, Late);
        var stages = new HashSet<KillStage>();
        await using (await HeldRows.AtAsync(source, ofPlanning))
        {
            await KillAsync(1, moment => moment.Planned);
        }

        Assert.Contains(KillStage.Planning, stages);
        await using (await HeldRows.AtAsync(source, ofWork))
        {
            for (var kill = 2; kill <= kills; kill++)
            {
                var left = kills - kill + 1;
                await KillAsync(kill, moment => moment.Drawn(pictures, left));
            }
        }

        Assert.True(stages.Count >= fewestStages, $"the kills fell only in: {string.Join(", ", stages)}");
        await KillAtTheEndAsync(command, undisturbed);
        await RunAsync(command, "killed");
        HomeState.Read(_folder["killed"]).MustEqual(undisturbed);

        async Task KillAsync(int number, Func<KillMoment, Func<bool>> choose)
        {
            using var process = Viz.Start([.. command, "--home", _folder["killed"]], _folder.Path, Settings);
            Assert.True(await KillMoment.KillAsync(process, choose(new(_folder["killed"], _chance))), $"the run ended before kill {number}");
            var found = KilledHome.Look(_folder["killed"], _folder["copies"]);
            Assert.False(found.RunEnded, $"kill {number} fell after the work");
            stages.UnionWith(found.Stages);
            TestContext.Current.TestOutputHelper?.WriteLine($"kill {number}: {string.Join(", ", found.Stages)}");
            KilledHome.MustShowOnlyWholeFiles(_folder["killed"], undisturbed);
        }
    }

    // One more, while the page is written. That takes so little that the run may be over before: this one need not hit.
    private async Task KillAtTheEndAsync(string[] command, HomeState undisturbed)
    {
        using var process = Viz.Start([.. command, "--home", _folder["killed"]], _folder.Path, Settings);
        await KillMoment.KillAsync(process, new KillMoment(_folder["killed"], _chance).Gallery);
        KilledHome.MustShowOnlyWholeFiles(_folder["killed"], undisturbed);
    }

    // Two weeks, the autumn day among them, a reading every eight seconds: with gaps, and a day without any.
    private async Task<string> ServedAsync()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, """
            CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8);
            INSERT INTO environmental_data
            SELECT '2025-10-24T07:00Z'::timestamptz + n * interval '8 seconds', 15 + 8 * sin(n / 1717.0), 50 + 20 * cos(n / 1125.0), CASE WHEN n % 5 > 0 THEN 1013 + 5 * sin(n / 37500.0) END
            FROM generate_series(0, 14 * 10800 - 1) AS n
            WHERE n * 8 / 60 % 997 >= 40 AND n / 10800 <> 4
            """);
        return source;
    }

    private async Task RunAsync(string[] command, string home)
    {
        var result = await Viz.RunAsync([.. command, "--home", _folder[home]], _folder.Path, Settings);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
