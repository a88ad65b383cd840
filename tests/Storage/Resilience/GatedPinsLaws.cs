using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class GatedPinsLaws
{
    private delegate IPinStore Around(RowPins pins, ManualTime time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<(Mishap[] Script, PinAct[] Acts)> Cases =>
        from script in Gen.Elements(Mishap.None, Mishap.Before, Mishap.After, Mishap.Quota).ArrayOf()
        from acts in PinAct.Some
        select (script, acts.DistinctBy(act => (act.Content, act.Name)).ToArray());

    [Fact]
    public void Whatever_goes_wrong_each_picture_has_one_row_and_it_is_the_one_that_was_returned() => Law.Holds(Cases, test => HasOneRowEach(test, Real));

    [Fact]
    public void The_law_refutes_repeating_without_asking() => Mutant.IsRefuted(Cases, test => HasOneRowEach(test, (pins, time) => new Blindly(pins, Gate(time))));

    [Fact]
    public void A_listing_that_breaks_gives_each_pin_once() => Law.Holds(
        from script in Gen.Elements(Mishap.None, Mishap.Before, Mishap.After).ArrayOf()
        from rows in Gen.Choose(0, 9)
        select (script, rows),
        test => Simulation.Run(async time =>
        {
            var pins = new RowPins([.. Enumerable.Repeat(Mishap.None, test.rows), .. test.script]);
            for (var i = 0; i < test.rows; i++) await pins.PinAsync(new PinAct(true, 1, i).Request, default);
            return (await Real(pins, time).ListAsync(default).ToListAsync()).SequenceEqual(pins.Rows);
        }));

    [Fact]
    public void Nothing_is_asked_about_a_picture_whose_upload_was_refused_for_quota() => Simulation.Run(async time =>
    {
        var pins = new RowPins(Mishap.Quota, Mishap.None, Mishap.Before);
        await Real(pins, time).PinAsync(new PinAct(true, 1, 1).Request, Cancel);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => pins.FindAsync(default, Cancel).AsTask());
    });

    private static RetryGate Gate(ManualTime time) => new(3, TimeSpan.FromHours(1), time, () => 0.5);

    private static GatedPins Real(RowPins pins, ManualTime time) => new(pins, Gate(time));

    private static bool HasOneRowEach((Mishap[] Script, PinAct[] Acts) test, Around around) => Simulation.Run(async time =>
    {
        var rows = new RowPins(test.Script);
        var pins = around(rows, time);
        var returned = await Task.WhenAll(test.Acts.Select(act => pins.PinAsync(act.Request, default).AsTask()));
        return rows.Rows.Select(row => row.Id).Order(StringComparer.Ordinal).SequenceEqual(returned.Select(pin => pin.Id).Order(StringComparer.Ordinal))
            && returned.Zip(test.Acts).All(pair => (pair.First.Name, pair.First.Cid) == (pair.Second.Request.Name, pair.Second.Request.Cid));
    });

    /// <summary>The mutant: an upload that failed is simply repeated.</summary>
    private sealed class Blindly(RowPins pins, RetryGate gate) : IPinStore
    {
        public PinTraits Traits => pins.Traits;

        public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => gate.RunAsync(token => pins.PinAsync(request, token), cancel);

        public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

        public ValueTask<System.Collections.Immutable.ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }
}
