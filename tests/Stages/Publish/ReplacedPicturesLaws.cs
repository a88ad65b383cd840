using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Of the cumulative pictures of one span the newest is kept, in whatever order they were committed.</summary>
public class ReplacedPicturesLaws
{
    internal delegate Func<LedgerEntry, Task> Remover(LocalPins pins, ILedger ledger, INameIndex index);

    private static readonly WindowNames Names = new(Zones.Calendar("America/Los_Angeles"), station: null);

    private static readonly Gen<(int[] Order, bool AtOnce)> Cases =
        from count in Gen.Choose(1, 10)
        from seed in Gen.Choose(0, int.MaxValue)
        from atOnce in Gen.Elements(true, false)
        select (Shuffled(count, seed), atOnce);

    private static async Task<bool> Keeps_the_newest(int[] order, bool atOnce, Remover remover)
    {
        using var folder = new TempFolder();
        var pins = new LocalPins(folder["pictures"], folder["work"]);
        await using var ledger = SqliteLedger.Open(folder["ledger.db"]);
        await using var index = LocalNames.Open(folder["index.db"]);
        var remove = remover(pins, ledger, index);
        if (atOnce) await Task.WhenAll(order.Select(hour => Task.Run(() => CommitAsync(hour))));
        else
        {
            foreach (var hour in order) await CommitAsync(hour);
        }

        var kept = await pins.ListAsync(default).Select(pin => pin.Id).ToListAsync();
        return kept.SequenceEqual([Names.FilePath("temperature", Snapshot(order.Max()))]);

        async Task CommitAsync(int hour)
        {
            var window = Snapshot(hour);
            byte[] png = [(byte)hour];
            var pin = await pins.PinAsync(new PinRequest(Names.FilePath("temperature", window), "x", Cids.Of(png), png, ImmutableDictionary<string, string>.Empty), default);
            var entry = new LedgerEntry { Key = Names.Key("temperature", window), Sensor = "temperature", Window = window, State = WindowState.Done, PinId = pin.Id, Cid = pin.Cid };
            await remove(entry);
            await ledger.RecordAsync(entry, null, default);
        }
    }

    [Fact]
    public void Only_the_newest_is_kept() => Law.Holds(Cases, test => Keeps_the_newest(test.Order, test.AtOnce, Real), runs: 30);

    [Fact]
    public void Only_the_newest_is_kept_over_several_runs() =>
        Law.Holds(Cases, test => Keeps_the_newest(test.Order, atOnce: false, (pins, ledger, index) => entry => Real(pins, ledger, index)(entry)), runs: 15);

    [Fact]
    public void The_law_refutes_one_that_keeps_what_came_last() => Mutant.IsRefuted(Cases, test => Keeps_the_newest(test.Order, test.AtOnce, (pins, _, _) =>
    {
        string? last = null;
        return async entry =>
        {
            var before = Interlocked.Exchange(ref last, entry.PinId);
            if (before is not null) await pins.UnpinAsync(before, default);
        };
    }));

    [Fact]
    public void The_law_refutes_one_that_removes_only_what_came_before() => Mutant.IsRefuted(Cases, test => Keeps_the_newest(test.Order, test.AtOnce, (pins, ledger, _) => async entry =>
    {
        var newest = await ledger.LatestAsync("temperature", WindowKind.Cumulative, default);
        if (newest is not null && newest.Window < entry.Window) await pins.UnpinAsync(newest.PinId!, default);
    }));

    [Fact]
    public void Whichever_way_the_road_is_gone_one_cumulative_picture_a_sensor_is_left_and_every_other_picture() => Law.Holds(
        from history in History.Any
        from way in RoadWay.Any
        select (history, way),
        async test =>
        {
            await using var home = new RoadHome(test.history);
            home.Options = home.Options with { RemoveReplaced = true };
            await test.way.GoAsync(home);
            var (state, wanted) = (await home.StateAsync(), RoadState.Wanted(home, test.history));
            var newest = wanted.Files.Where(file => file.Key.Contains("_to_", StringComparison.Ordinal)).GroupBy(file => file.Key.Split('/')[0]).Select(group => PinOfNewest(home, group.Key)).ToHashSet();
            var files = wanted.Files.RemoveRange(wanted.Files.Keys.Where(path => path.Contains("_to_", StringComparison.Ordinal) && !newest.Contains(path)));
            var unnamed = wanted.Index.Keys.Where(key => home.Names.TryParseKey(key, out var sensor, out var window) && window.Kind == WindowKind.Cumulative && !newest.Contains(home.Names.FilePath(sensor, window)));
            var differences = state.Differences(wanted with { Files = files, Index = wanted.Index.RemoveRange(unnamed) });
            Assert.True(differences.Count == 0, string.Join("\n", differences.Take(4)));
            return true;
        },
        runs: 8);

    private static string PinOfNewest(RoadHome home, string sensor) =>
        home.Ledger.LatestAsync(sensor, WindowKind.Cumulative, default).AsTask().GetAwaiter().GetResult()!.PinId!;

    private static Func<LedgerEntry, Task> Real(LocalPins pins, ILedger ledger, INameIndex index)
    {
        var replaced = new ReplacedPictures(pins, shared: null, index, ledger, Names);
        return entry => replaced.RemoveAsync(entry, default).AsTask();
    }

    private static Window Snapshot(int hour)
    {
        var anchor = Zones.Calendar("America/Los_Angeles").StartOf(new(2025, 6, 1))!.Value;
        return new(WindowKind.Cumulative, anchor, anchor + Duration.FromHours(hour));
    }

    private static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(1, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }
}
