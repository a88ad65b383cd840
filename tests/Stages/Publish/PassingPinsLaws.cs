using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a picture shows while its window is open is unpinned when it shows another; what it shows once the window is over stays, as does what another picture shows.</summary>
public class PassingPinsLaws
{
    private const int MostActs = 12;

    /// <summary>A picture shows a content.</summary>
    internal sealed record Shown(int Content, int Name, bool IsOpen)
    {
        // A picture's path is its own, whatever it shows.
        public PinRequest Request => new PinAct(true, Content, Name).Request with { Path = $"temperature/daily/{Name}.png" };

        public Cid Cid => Request.Cid;

        public override string ToString() => $"{Name} shows {Content}{(IsOpen ? " for now" : "")}";
    }

    /// <param name="Script">Of the first requests.</param>
    /// <param name="Acts">In time order.</param>
    internal sealed record Case(Turnout[] Script, Shown[] Acts)
    {
        public override string ToString() => $"[{string.Join(' ', Script)}] {string.Join(", ", Acts.AsEnumerable())}";
    }

    /// <param name="Pins">Whether it is pinned as passing.</param>
    /// <param name="Keeps">Whether it is kept as passing.</param>
    internal sealed record Way(Func<Shown, bool> Pins, Func<Shown, bool> Keeps)
    {
        public static Way Real { get; } = new(act => act.IsOpen, act => act.IsOpen);

        public bool Releases { get; init; } = true;

        public bool Settles { get; init; } = true;
    }

    private static readonly Gen<Case> Cases =
        from script in Gen.Elements(Turnout.None, Turnout.None, Turnout.Before, Turnout.After, Turnout.Late, Turnout.Dies).ArrayOf()
        from acts in (from content in Gen.Choose(0, 2)
                      from name in Gen.Choose(0, 1)
                      from isOpen in Gen.Elements(true, true, false)
                      select new Shown(content, name, isOpen)).ArrayOf()
        select new Case(script, OnceOver(acts));

    private static async Task<bool> Leaves_what_is_shown_and_what_was_shown_at_the_end(Case test, Way way)
    {
        using var folder = new TempFolder();
        await using var uploads = Uploads.Open(folder["uploads.db"]);
        var world = new PinWorld(hasOwnCids: false, test.Script);
        var pins = new SharedPins(new(world, new RetryGate(1, TimeSpan.Zero, new SteppedTime(), () => 0.5)), uploads);
        var whole = new List<Shown>();
        foreach (var act in test.Acts) await AttemptAsync(act);
        world.Arrive();
        world.Calm();

        // What failed last is done again by a later run.
        var last = test.Acts.GroupBy(act => act.Name).Select(acts => acts.Last()).ToList();
        foreach (var act in last) await ShowAsync(act);
        if (way.Settles) await pins.SettleAsync(default);

        var there = world.Rows.Select(row => row.Cid).ToList();
        HashSet<Cid> may = [.. last.Select(act => act.Cid), .. test.Acts.Where(act => !act.IsOpen).Select(act => act.Cid)];
        HashSet<Cid> must = [.. last.Select(act => act.Cid), .. whole.Where(act => !test.Acts.Any(other => other.IsOpen && other.Name != act.Name && other.Content == act.Content)).Select(act => act.Cid)];
        return there.Distinct().Count() == there.Count && there.TrueForAll(may.Contains) && must.IsSubsetOf(there);

        // The next one shows what there is to show then.
        async Task AttemptAsync(Shown act)
        {
            try
            {
                await ShowAsync(act);
                if (!act.IsOpen) whole.Add(act);
            }
            catch (Exception cause) when (cause is StoreUnavailableException or OperationCanceledException)
            {
            }
        }

        async Task ShowAsync(Shown act)
        {
            var pin = await pins.PinAsync(act.Request with { IsPassing = way.Pins(act) }, default);
            await pins.KeepAsync(act.Request.Path, pin.Cid, way.Keeps(act), way.Releases, default);
        }
    }

    [Fact]
    public void What_was_shown_for_a_while_goes_and_nothing_else() => Law.Holds(Cases, test => Leaves_what_is_shown_and_what_was_shown_at_the_end(test, Way.Real), runs: 150);

    [Fact]
    public void The_law_refutes_leaving_what_was_shown_for_a_while() => Refutes(Way.Real with { Releases = false });

    [Fact]
    public void The_law_refutes_not_knowing_that_a_window_is_open() => Refutes(Way.Real with { Pins = _ => false });

    [Fact]
    public void The_law_refutes_not_knowing_that_a_window_is_over() => Refutes(Way.Real with { Keeps = _ => true });

    [Fact]
    public void The_law_refutes_leaving_what_was_on_its_way() => Refutes(Way.Real with { Settles = false });

    [Fact]
    public async Task It_does_not_matter_what_the_store_calls_a_content()
    {
        using var folder = new TempFolder();
        await using var uploads = Uploads.Open(folder["uploads.db"]);
        var (world, cancel) = (new PinWorld(hasOwnCids: true), TestContext.Current.CancellationToken);
        var pins = new SharedPins(new(world, GateChain.None), uploads);
        foreach (var content in (int[])[1, 2, 2, 3])
        {
            var request = new Shown(content, Name: 1, IsOpen: true).Request;
            var pin = await pins.PinAsync(request with { IsPassing = true }, cancel);
            await pins.KeepAsync(request.Path, pin.Cid, isPassing: content < 3, releasesPassed: true, cancel);
            Assert.Equal(pin.Id, Assert.Single(world.Rows).Id);
        }
    }

    private static void Refutes(Way mutant) => Mutant.IsRefuted(Cases, test => Leaves_what_is_shown_and_what_was_shown_at_the_end(test, mutant), runs: 1000);

    // A window that is over is never open again.
    private static Shown[] OnceOver(Shown[] acts) =>
        [.. acts.Take(MostActs).Select((act, at) => act with { IsOpen = acts.Take(at + 1).Where(other => other.Name == act.Name).All(other => other.IsOpen) })];
}
