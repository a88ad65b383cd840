using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Each content is pinned once, whatever goes wrong, however many pictures show it at once, and however often the process ends on the way.</summary>
public sealed class SharedPinsLaws
{
    /// <summary>Pictures that one process publishes, all at once, and how its first requests turn out.</summary>
    internal sealed record Run(Turnout[] Script, PinAct[] Pictures)
    {
        public override string ToString() => $"[{string.Join(' ', Script)}: {string.Join(' ', Pictures.Select(act => $"{act.Content}-{act.Name}"))}]";
    }

    /// <param name="Around">Put around the store.</param>
    /// <param name="Share">The store that pictures are given to.</param>
    internal sealed record Way(Func<IPinStore, IPinStore> Around, Func<SharedPins, GatedPins, IPinStore> Share)
    {
        public static Way Real { get; } = new(store => store, (shared, _) => shared);

        public bool Settles { get; init; } = true;

        public bool Remembers { get; init; } = true;
    }

    private static readonly Gen<Run[]> Cases =
        (from script in Gen.Elements(Enum.GetValues<Turnout>()).ArrayOf()
         from pictures in PinAct.Some
         select new Run([.. script.Take(8)], [.. pictures.Take(6)])).NonEmptyListOf().Select(runs => runs.Take(3).ToArray());

    private static async Task<bool> Has_one_row_each(Run[] runs, Way way)
    {
        using var folder = new TempFolder();
        var world = new PinWorld(hasOwnCids: false, runs.SelectMany(run => run.Script));
        var all = runs.SelectMany(run => run.Pictures).DistinctBy(act => (act.Content, act.Name)).ToList();
        foreach (var one in all.DistinctBy(act => act.Content)) world.AddForeign(one.Request);
        foreach (var (run, number) in runs.Select((run, number) => (run, number)))
        {
            await GoAsync(world, run.Pictures, Uploads(number), way);
            world.Arrive();
        }

        world.Calm();
        var pins = await GoAsync(world, all, Uploads(runs.Length), way);
        await GoAsync(world, [], Uploads(runs.Length), way);
        var (foreign, ours) = (world.Rows.Where(row => row.Name == "somebody's").ToList(), world.Rows.Where(row => row.Name != "somebody's").ToDictionary(row => row.Id));
        return ours.Count == all.DistinctBy(act => act.Content).Count()
            && foreign.Count == ours.Count
            && pins.Zip(all).All(pair => pair.First is { } pin && ours.TryGetValue(pin.Id, out var row) && row.Cid == pair.Second.Request.Cid && pin.Bytes == row.Bytes);

        string Uploads(int number) => folder[way.Remembers ? "uploads.db" : $"uploads-{number}.db"];
    }

    /// <summary>What one process does; null for a picture that it could not publish.</summary>
    private static async Task<Pin?[]> GoAsync(PinWorld world, IReadOnlyCollection<PinAct> pictures, string path, Way way)
    {
        await using var uploads = Uploads.Open(path);
        var gated = new GatedPins(way.Around(world), new RetryGate(3, TimeSpan.Zero, new SteppedTime(), () => 0.5));
        var shared = new SharedPins(gated, uploads);
        var pins = way.Share(shared, gated);
        if (way.Settles) await AttemptAsync(async () =>
        {
            await shared.SettleAsync(default);
            return null;
        });
        return await Task.WhenAll(pictures.Select(act => AttemptAsync(async () => await pins.PinAsync(act.Request, default))));
    }

    private static async Task<Pin?> AttemptAsync(Func<Task<Pin?>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception cause) when (cause is StoreUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    [Fact]
    public void Each_content_has_one_row_of_ours_and_others_rows_stay() => Law.Holds(Cases, runs => Has_one_row_each(runs, Way.Real), runs: 60);

    [Fact]
    public void The_law_refutes_sending_without_a_look() => Refutes(Way.Real with { Around = store => new BlindPins(store) });

    [Fact]
    public void The_law_refutes_an_upload_a_picture() => Refutes(Way.Real with { Share = (_, gated) => gated });

    [Fact]
    public void The_law_refutes_leaving_what_came_late() => Refutes(Way.Real with { Settles = false });

    [Fact]
    public void The_law_refutes_forgetting_what_was_sent() => Refutes(Way.Real with { Remembers = false });

    [Fact]
    public async Task A_call_that_was_never_sent_leaves_no_doubt()
    {
        using var folder = new TempFolder();
        var world = new PinWorld(hasOwnCids: false, [Turnout.Quota]);
        Assert.Null(Assert.Single(await GoAsync(world, [new(true, 1, 1)], folder["uploads.db"], Way.Real)));
        Assert.NotNull(Assert.Single(await GoAsync(world, [new(true, 1, 1)], folder["uploads.db"], Way.Real)));
        Assert.Equal((0, 1), (world.Looks, world.Rows.Length));
    }

    [Fact]
    public async Task What_is_known_to_be_there_is_asked_for_no_more()
    {
        using var folder = new TempFolder();
        var world = new PinWorld(hasOwnCids: false);
        for (var run = 0; run < 2; run++) await GoAsync(world, [new(true, 1, 1), new(true, 1, 2), new(true, 1, 3)], folder["uploads.db"], Way.Real);
        Assert.Equal((0, 1), (world.Looks, world.Rows.Length));
    }

    private static void Refutes(Way mutant) => Mutant.IsRefuted(Cases, runs => Has_one_row_each(runs, mutant), runs: 1000);
}
