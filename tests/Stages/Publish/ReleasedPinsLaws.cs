using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a picture shows stays pinned, whichever others that show the same are taken away.</summary>
public class ReleasedPinsLaws
{
    internal delegate Task Release(SharedPins pins, PinAct picture, Pin pin);

    /// <param name="HasOwnCids">Whether the store calls contents otherwise than we do.</param>
    /// <param name="Script">Of the first requests.</param>
    /// <param name="Acts">A name begins to show a content, or whatever it shows is taken away.</param>
    internal sealed record Case(bool HasOwnCids, Turnout[] Script, PinAct[] Acts)
    {
        public override string ToString() => $"{HasOwnCids}, [{string.Join(' ', Script)}], {string.Join(' ', Acts.Select(act => $"{(act.Pins ? "+" : "-")}{act.Content}-{act.Name}"))}";
    }

    private static readonly Gen<Case> Cases =
        from hasOwnCids in Gen.Elements(true, false)
        from script in Gen.Elements(Turnout.None, Turnout.None, Turnout.Before, Turnout.After, Turnout.Late, Turnout.Dies).ArrayOf()
        from acts in PinAct.Some
        select new Case(hasOwnCids, script, [.. acts.Select(act => act with { Content = act.Content % 2 })]);

    private static async Task<bool> Leaves_what_is_shown_and_nothing_else(Case test, Release release, Func<SharedPins, Task> settle)
    {
        using var folder = new TempFolder();
        await using var uploads = Uploads.Open(folder["uploads.db"]);
        var world = new PinWorld(test.HasOwnCids, test.Script);
        var pins = new SharedPins(new(world, new RetryGate(1, TimeSpan.Zero, new SteppedTime(), () => 0.5)), uploads);
        var (shown, stays, left) = (new Dictionary<int, (PinAct Act, Pin Pin)>(), new HashSet<Cid>(), new Queue<Func<Task>>());
        foreach (var act in test.Acts) left.Enqueue(() => act.Pins ? ShowAsync(act) : TakeAwayAsync(act.Name));
        while (left.TryDequeue(out var next)) await next();
        if (!shown.Values.All(picture => world.Rows.Any(row => row.Id == picture.Pin.Id))) return false;

        world.Arrive();
        world.Calm();
        await settle(pins);
        return shown.Values.All(picture => world.Rows.Any(row => row.Cid == picture.Pin.Cid))
            && (test.HasOwnCids || (world.Rows.DistinctBy(row => row.Cid).Count() == world.Rows.Length
                && world.Rows.All(row => stays.Contains(row.Cid) || shown.Values.Any(picture => picture.Pin.Cid == row.Cid))));

        // One that fails is done again after all others, as a later run does it.
        async Task ShowAsync(PinAct act)
        {
            try
            {
                var pin = await pins.PinAsync(RequestOf(act), default);
                await pins.KeepAsync(RequestOf(act).Path, pin.Cid, isPassing: false, releasesPassed: false, default);
                if (shown.TryGetValue(act.Name, out var before)) stays.Add(before.Pin.Cid);
                shown[act.Name] = (act, pin);
            }
            catch (Exception cause) when (cause is StoreUnavailableException or OperationCanceledException)
            {
                left.Enqueue(() => ShowAsync(act));
            }
        }

        async Task TakeAwayAsync(int name)
        {
            if (shown.Remove(name, out var picture)) await ReleaseAsync(picture.Act, picture.Pin);
        }

        async Task ReleaseAsync(PinAct act, Pin pin)
        {
            try
            {
                await release(pins, act, pin);
            }
            catch (Exception cause) when (cause is StoreUnavailableException or OperationCanceledException)
            {
                left.Enqueue(() => shown.ContainsKey(act.Name) ? Task.CompletedTask : ReleaseAsync(act, pin));
            }
        }
    }

    [Fact]
    public void A_content_that_another_picture_shows_is_not_unpinned() => Law.Holds(Cases, test => Leaves_what_is_shown_and_nothing_else(test, Real, Settle), runs: 100);

    [Fact]
    public void The_law_refutes_simply_unpinning() => Refutes((pins, _, pin) => pins.UnpinAsync(pin.Id, default).AsTask());

    [Fact]
    public void The_law_refutes_leaving_what_was_on_its_way_when_it_was_taken_away() =>
        Mutant.IsRefuted(Cases, test => Leaves_what_is_shown_and_nothing_else(test, Real, _ => Task.CompletedTask), runs: 2000);

    [Fact]
    public async Task A_content_that_nobody_shows_any_more_is_unpinned_and_pinned_anew_when_it_is_needed_again()
    {
        using var folder = new TempFolder();
        await using var uploads = Uploads.Open(folder["uploads.db"]);
        var (world, one, other) = (new PinWorld(hasOwnCids: true), new PinAct(true, 1, 1), new PinAct(true, 1, 2));
        var pins = new SharedPins(new(world, GateChain.None), uploads);
        var pin = await pins.PinAsync(RequestOf(one), TestContext.Current.CancellationToken);
        Assert.Equal(pin, await pins.PinAsync(RequestOf(other), TestContext.Current.CancellationToken));
        await Real(pins, one, pin);
        Assert.Single(world.Rows);
        await Real(pins, other, pin);
        Assert.Empty(world.Rows);
        var again = await pins.PinAsync(RequestOf(one), TestContext.Current.CancellationToken);
        Assert.Equal(again.Id, Assert.Single(world.Rows).Id);
    }

    private static void Refutes(Release mutant) => Mutant.IsRefuted(Cases, test => Leaves_what_is_shown_and_nothing_else(test, mutant, Settle), runs: 1000);

    private static Task Settle(SharedPins pins) => pins.SettleAsync(default).AsTask();

    private static Task Real(SharedPins pins, PinAct act, Pin pin) => pins.ReleaseAsync(RequestOf(act).Path, pin.Cid, default).AsTask();

    // A picture's path is its own, whatever it shows.
    private static PinRequest RequestOf(PinAct act) => act.Request with { Path = $"temperature/hourly/{act.Name}.png" };
}
