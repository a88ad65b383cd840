using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The comparison that the proofs in this folder rest on sees every kind of difference.</summary>
public sealed class HomeStateTests
{
    [Fact]
    public async Task A_change_in_any_part_of_a_home_is_seen()
    {
        using var folder = new TempFolder();
        var home = folder["home"];
        var source = MadeSource.Write(folder["readings.db"], days: 1, everySeconds: 600);
        var result = await Viz.RunAsync(["backfill", "--source", source, "--home", home], folder.Path, ("VIZ_SCALE", "1"));
        Assert.True(result.ExitCode == 0, result.ToString());
        var state = HomeState.Read(home);
        state.MustEqual(HomeState.Read(home));

        var picture = Directory.GetFiles(Path.Combine(home, "pictures"), "*.png", SearchOption.AllDirectories)[0];
        Sees(() => File.AppendAllText(picture, "x"));
        Sees(() => File.Delete(picture));
        Sees(() => File.WriteAllText(Path.Combine(home, "work", "1-1.part"), ""));
        Sees(() => File.AppendAllText(Path.Combine(home, "gallery", "overview.js"), " "));
        Sees(() => Change("ledger.db", "UPDATE windows SET state = 0 WHERE id = 7"));
        Sees(() => Change("ledger.db", "UPDATE windows SET input = NULL WHERE id = 7"));
        Sees(() => Change("ledger.db", "DELETE FROM windows WHERE id = (SELECT min(id) FROM windows WHERE id NOT IN (SELECT window FROM previews))"));
        Sees(() => Change("ledger.db", "UPDATE previews SET png = x'00' WHERE window = 9"));
        Sees(() => Change("index.db", "DELETE FROM names WHERE key = 'temperature:daily:latest'"));
        Sees(() => Change("index.db", "UPDATE names SET value = replace(value, 'data_points\":', 'data_points\":1') WHERE key = 'humidity:daily:latest'"));
        Assert.Empty(Before(() => Change("ledger.db", "UPDATE windows SET attempts = 3, updated_at = 4, processing_time = 5")));

        void Sees(Action change)
        {
            Assert.Single(Before(change));
        }

        IEnumerable<string> Before(Action change)
        {
            var before = HomeState.Read(home);
            change();
            return before.Differences(HomeState.Read(home));
        }

        void Change(string database, string sql)
        {
            using var connection = SqliteFile.OpenOwn(Path.Combine(home, database));
            SqliteFile.Execute(connection, sql);
        }
    }
}
