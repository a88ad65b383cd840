using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>SIGKILL, again and again, in the middle of the real program's work: in the end the home is what an undisturbed run makes.</summary>
public sealed class KilledBackfills : IDisposable
{
    private const int Seed = 20251102;
    private static readonly (string, string?)[] Settings = [("VIZ_SCALE", "1")];

    private readonly TempFolder _folder = new();
    private readonly Random _chance = new(Seed);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(20, 14, "")]
    [InlineData(5, 10, "--newest-first")]
    public async Task After_many_kills_the_home_is_what_an_undisturbed_run_makes(int kills, int days, string option)
    {
        string[] command = ["backfill", "--source", MadeSource.Write(_folder["readings.db"], days), .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        await RunAsync(command, "undisturbed");
        var undisturbed = HomeState.Read(_folder["undisturbed"]);
        var pictures = KilledHome.PicturesIn(_folder["undisturbed"]).Count();

        var stages = new HashSet<KillStage>();
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Viz.Start([.. command, "--home", _folder["killed"]], _folder.Path, Settings);
            var moment = new KillMoment(_folder["killed"], _chance);
            Assert.True(await KillMoment.KillAsync(process, kill == 0 ? moment.Planned : moment.Drawn(pictures, kills - kill)), $"the run ended before kill {kill + 1}");
            var found = KilledHome.Look(_folder["killed"], _folder["copies"]);
            Assert.False(found.RunEnded, $"kill {kill + 1} fell after the work");
            stages.UnionWith(found.Stages);
            TestContext.Current.TestOutputHelper?.WriteLine($"kill {kill + 1}: {string.Join(", ", found.Stages)}");
            KilledHome.MustShowOnlyWholeFiles(_folder["killed"], undisturbed);
        }

        Assert.True(stages.Count >= 3, $"the kills fell only in: {string.Join(", ", stages)}");
        await KillAtTheEndAsync(command, undisturbed);
        await RunAsync(command, "killed");
        HomeState.Read(_folder["killed"]).MustEqual(undisturbed);
    }

    // One more, while the page is written. That takes so little that the run may be over before: this one need not hit.
    private async Task KillAtTheEndAsync(string[] command, HomeState undisturbed)
    {
        using var process = Viz.Start([.. command, "--home", _folder["killed"]], _folder.Path, Settings);
        await KillMoment.KillAsync(process, new KillMoment(_folder["killed"], _chance).Gallery);
        KilledHome.MustShowOnlyWholeFiles(_folder["killed"], undisturbed);
    }

    private async Task RunAsync(string[] command, string home)
    {
        var result = await Viz.RunAsync([.. command, "--home", _folder[home]], _folder.Path, Settings);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
