using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>SIGKILL, again and again, while the real program publishes: in the end each content is at the provider once, and every window is named.</summary>
public sealed class KilledPublishing : IDisposable
{
    private const int Seed = 20251121, Days = 3;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(30);

    // As many as are under way at once and again as many, because those of the run before may not have ended yet, or are sent once more.
    private const int Unsure = 24;

    private readonly TempFolder _folder = new();
    private readonly Random _chance = new(Seed);

    private static int Kills => Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 30 : 8;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_many_kills_each_content_is_pinned_once_and_every_window_is_named()
    {
        string[] command = ["backfill", "--source", WriteSource()];
        var drawn = await Viz.RunAsync([.. command, "--home", _folder["local"]], _folder.Path, ("VIZ_SCALE", "1"));
        Assert.True(drawn.ExitCode == 0, drawn.ToString());
        var wanted = await WantedAsync();
        var uploads = wanted.Values.Distinct().Count();
        Assert.True(uploads < wanted.Count * 3 / 4, $"{uploads} contents of {wanted.Count} windows: too few are equal");

        await using var doubles = await ProviderDoubles.StartAsync(Latency);
        var begun = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var more = More(doubles, uploads, kill);

            // Late kills, too, leave an upload for each kill to come and one more. Counted in this order, what ends in between is let through once less.
            var ended = Uploads(doubles);
            var through = Math.Max(1, Math.Min(more + Unsure, uploads - doubles.Pinata.Files.Length - (Kills - kill)));
            doubles.Pinata.Faults = Silent(ended + through);
            var moment = Moment(doubles, more, kill, last: through < more + Unsure ? ended + through : null);
            using var process = Viz.Start([.. command, "--home", _folder["killed"]], _folder.Path, doubles.Environment);
            Assert.True(await KillMoment.KillAsync(process, moment), $"the run ended before kill {kill + 1}");
            var left = await LookAsync();
            begun += left.Begun;
            TestContext.Current.TestOutputHelper?.WriteLine($"kill {kill + 1}: {left}, {doubles.Pinata.Files.Length} rows of {uploads}, {doubles.Cloudflare.Values.Count} keys");
        }

        Assert.True(begun > 0, "no kill fell into an upload");
        doubles.Pinata.Faults = FaultScript.None;
        await RunAsync(command, doubles);
        var names = new WindowNames(Zones.Calendar("America/Los_Angeles"), station: null);
        Assert.Empty((await doubles.StateAsync(_folder["killed"])).Broken(names, deletes: true));

        // What a kill left in doubt is made one by the run after the one that sent it again.
        await RunAsync(command, doubles);
        var state = await doubles.StateAsync(_folder["killed"]);
        Assert.Empty((string[])[.. state.Broken(names, deletes: true), .. state.Unfinished(names), .. state.Wrong(wanted, names)]);
        Assert.Equal((uploads, wanted.Count), (state.Files.Length, state.Rows.Count(row => row.State == WindowState.Done)));
    }

    // By chance, but so that work is left for the kills to come.
    private int More(ProviderDoubles doubles, int uploads, int kill) => _chance.Next(1, Math.Max(2, (uploads - doubles.Pinata.Files.Length) / (Kills - kill + 2)));

    // So many more uploads than there are, or one more write of names; or, where too few are let through to be sure of either, the last of those.
    private static Func<bool> Moment(ProviderDoubles doubles, int more, int kill, int? last)
    {
        var (rows, writes) = (doubles.Pinata.Files.Length, Writes(doubles));
        Func<bool> wanted = kill % 4 == 3 ? () => Writes(doubles) > writes : () => doubles.Pinata.Files.Length >= rows + more;
        return () => wanted() || Uploads(doubles) >= last;
    }

    // Answers so many uploads, from the first run on, and then none, so that the run waits for the kill, however late that comes.
    private static FaultScript Silent(int after)
    {
        var silence = new DelayFault(TimeSpan.FromHours(1), FaultMoment.BeforeBody);
        return FaultScript.Listed([.. Enumerable.Repeat<ScriptedFault?>(null, after), .. Enumerable.Repeat<ScriptedFault?>(silence, 1000)]).On(ProviderCall.Upload);
    }

    private static int Uploads(ProviderDoubles doubles) => doubles.Pinata.Exchanges.Count(exchange => exchange.Call == ProviderCall.Upload);

    private static int Writes(ProviderDoubles doubles) => doubles.Cloudflare.Exchanges.Count(exchange => exchange.Call == ProviderCall.BulkPut);

    private async Task RunAsync(string[] command, ProviderDoubles doubles)
    {
        var result = await Viz.RunAsync([.. command, "--home", _folder["killed"]], _folder.Path, doubles.Environment);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Contents by path, as a run that stays at home makes them.</summary>
    private async Task<ImmutableSortedDictionary<string, string>> WantedAsync()
    {
        await using var ledger = SqliteLedger.OpenToRead(_folder["local/ledger.db"])!;
        var rows = await ledger.ReadAsync([WindowState.Done], default).ToListAsync();
        return rows.ToImmutableSortedDictionary(row => row.PinId!, row => row.Cid!.Value.Text, StringComparer.Ordinal);
    }

    private async Task<Left> LookAsync()
    {
        var uploads = KilledHome.Copied(_folder["killed"], "uploads.db", _folder["copies"]);
        var begun = new FileInfo(uploads) is { Exists: true, Length: > 0 } ? UploadRow.Read(uploads).Count(row => row.PinId is null) : 0;
        await using var ledger = SqliteLedger.Open(KilledHome.Copied(_folder["killed"], "ledger.db", _folder["copies"]));
        var states = await ledger.ReadAsync([WindowState.Pinning, WindowState.Pinned, WindowState.Done], default).Select(row => row.State).ToListAsync();
        return new(begun, states.Count(state => state == WindowState.Pinning), states.Count(state => state == WindowState.Pinned), states.Count(state => state == WindowState.Done));
    }

    // The same readings each day but the last, so that most hours' pictures are equal to another day's; two sensors, one of them without any change.
    private string WriteSource()
    {
        using var database = SqliteFile.OpenOwn(_folder["readings.db"]);
        SqliteFile.Execute(database, "PRAGMA synchronous = OFF; CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp, hum)");
        using var insert = new SqliteStatement(database, "INSERT INTO environmental_data VALUES (?1, ?2, ?3)");
        for (var minute = 0; minute < Days * 1440; minute += 10)
        {
            var (day, of) = (minute / 1440, minute % 1440);
            insert.Bind(1, (MadeSource.Start + Duration.FromMinutes(minute)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            insert.Bind(2, day == Days - 1 ? 20 + (of % 97) : 20);
            insert.Bind(3, 50 + (of / 60) + (of % 60 / 10.0));
            insert.Run();
        }

        return _folder["readings.db"];
    }

    /// <summary>What a kill left: contents whose upload was not heard of, and windows by state.</summary>
    private sealed record Left(int Begun, int Pinning, int Pinned, int Done);
}
