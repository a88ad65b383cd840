using Microsoft.Data.Sqlite;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A disk that fills up during a backfill costs nothing but time.</summary>
public sealed class FullDisks : IDisposable
{
    private const long Plenty = 200L << 20;
    private static readonly (string, string?)[] Settings = [("VIZ_SCALE", "1")];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Room for: a part of the pictures; the plan and hardly more; a part of the plan; not even the ledger's tables.</summary>
    [Theory]
    [InlineData(8_000_000, true)]
    [InlineData(2_000_000, true)]
    [InlineData(300_000, false)]
    [InlineData(40_000, false)]
    public async Task What_is_finished_is_kept_and_the_next_run_goes_on(long bytes, bool hasPlan)
    {
        await using var disk = await SmallDisk.MountAsync(bytes);
        string[] command = ["backfill", "--source", MadeSource.Write(_folder["readings.db"], days: 5), "--home"];
        var home = Path.Combine(disk.Inside, "home");

        Complaint.MustBe(await disk.RunVizAsync([.. command, home], Settings), home, "full");
        if (hasPlan)
        {
            var (states, struck) = StatesIn(disk.CopyOut("home", _folder["full"]));
            Assert.Null(struck);
            Assert.All(states.Keys, state => Assert.True(state is WindowState.Planned or WindowState.Done or WindowState.Empty, $"{state}"));
            Assert.Contains(WindowState.Planned, states);
            if (bytes > Plenty / 100) Assert.True(states.GetValueOrDefault(WindowState.Done) > 20);
        }

        await disk.ResizeAsync(Plenty);
        var verified = await disk.RunVizAsync(["verify", "--home", home], Settings);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var rest = await disk.RunVizAsync([.. command, home], Settings);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        var undisturbed = await Viz.RunAsync([.. command, _folder["undisturbed"]], _folder.Path, Settings);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        HomeState.Read(disk.CopyOut("home", _folder["in the end"])).MustEqual(HomeState.Read(_folder["undisturbed"]));
    }

    private static (Dictionary<WindowState, long> States, string? Struck) StatesIn(string home)
    {
        using var ledger = SqliteFile.OpenOwn(Path.Combine(home, "ledger.db"));
        using var command = new SqliteCommand("SELECT state, count(*) FROM windows GROUP BY state", ledger);
        using var rows = command.ExecuteReader();
        var states = new Dictionary<WindowState, long>();
        while (rows.Read()) states[(WindowState)rows.GetInt32(0)] = rows.GetInt64(1);
        using var blamed = new SqliteCommand("SELECT max(key || ': ' || error) FROM windows WHERE error IS NOT NULL", ledger);
        return (states, blamed.ExecuteScalar() as string);
    }
}
