using NodaTime;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>An SQLite database to sync from is known by its full path, whether it is there yet or not.</summary>
public sealed class SyncedDatabases : IDisposable
{
    private readonly TempFolder _folder = new();

    public SyncedDatabases() => Directory.CreateDirectory(_folder["home"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_that_came_after_the_start_is_the_same_source_after_the_next_start()
    {
        var running = SyncFrom("home/../there.db");
        MadeSource.Write(_folder["there.db"], days: 1, everySeconds: 600);
        Assert.True((await running.RunAsync(full: false, TestContext.Current.CancellationToken)).Rows > 0);
        Assert.Null(SyncFrom("home/../there.db").Refusal(full: false));
        Assert.Null(SyncFrom("there.db").Refusal(full: false));
        Assert.NotNull(SyncFrom("elsewhere.db").Refusal(full: false));
    }

    [Fact]
    public void A_home_is_not_synced_from_itself_also_where_it_has_no_readings_yet()
    {
        foreach (var path in (string[])["home/readings.db", "home/../home/readings.db"])
            Assert.EndsWith("cannot be synced from itself", Assert.Throws<UsageException>(() => SyncFrom(path)).Message, StringComparison.Ordinal);
    }

    private Sync SyncFrom(string path)
    {
        var environment = new Dictionary<string, string> { ["VIZ_HOME"] = _folder["home"], ["VIZ_SYNC_FROM"] = _folder[path] };
        var settings = SettingsLoader.Load(new SettingSources { Environment = environment }).Required();
        return new Wiring(settings, new StoppedClock(MadeSource.Start + Duration.FromDays(30)), _ => { }).Sync();
    }
}
