using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Doubles;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite over Pinata's double, a double for each folder.</summary>
public sealed class PinataPinsContract : PinStoreContract, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, PinataDouble> _doubles = new();
    private readonly ConcurrentBag<ProviderClient> _clients = [];

    private static Gen<(ScriptedFault?[] Faults, PinAct[] Acts)> Cases =>
        from faults in Gen.Frequency(
            (3, Gen.Constant<ScriptedFault?>(null)),
            (1, from status in Gen.Elements(408, 429, 500, 502, 503, 524)
                from at in Gen.Elements(FaultMoment.BeforeBody, FaultMoment.DuringBody, FaultMoment.AfterEffect)
                select (ScriptedFault?)new StatusFault(status, At: status == 429 ? FaultMoment.BeforeBody : at)),
            (1, from at in Gen.Elements(Enum.GetValues<FaultMoment>()) select (ScriptedFault?)new ResetFault(at)),
            (1, from at in Gen.Elements(FaultMoment.BeforeBody, FaultMoment.AfterEffect) select (ScriptedFault?)new HtmlFault(200, at))).ArrayOf()
        from acts in PinAct.Some
        select (faults, acts.DistinctBy(act => (act.Content, act.Name)).ToArray());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    private protected override IPinStore Open(string folder) => new AskingPins(Pins(Double(folder)));

    [Fact]
    public void Behind_the_gate_each_picture_has_one_row_whatever_goes_wrong() => Law.Holds(Cases, test => HasOneRowEach(test, isGated: true), runs: 30);

    [Fact]
    public void The_law_refutes_no_gate() => Mutant.IsRefuted(Cases, test => HasOneRowEach(test, isGated: false), runs: 100);

    [Fact]
    public async Task Another_CID_than_ours_is_counted_and_kept()
    {
        using var home = new ScratchHome();
        var pinata = Double(home.Folder);
        pinata.Faults = FaultScript.Always(new WrongCidFault());
        var pins = Pins(pinata);
        var request = new PinAct(true, 1, 1).Request;
        var pin = await pins.PinAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((1, true, pin.Cid), (pins.CidMismatches, pin.Cid != request.Cid, pinata.Files.Single().Cid));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var pinata in _doubles.Values) await pinata.DisposeAsync();
    }

    private async Task<bool> HasOneRowEach((ScriptedFault?[] Faults, PinAct[] Acts) test, bool isGated)
    {
        using var home = new ScratchHome();
        var pinata = Double(home.Folder);
        pinata.Faults = FaultScript.Listed([.. test.Faults]);
        IPinStore pins = Pins(pinata);
        if (isGated) pins = new GatedPins(pins, new RetryGate(test.Faults.Length + 1, TimeSpan.Zero, new ImpatientTime(), () => 0.5));
        var returned = await Task.WhenAll(test.Acts.Select(act => pins.PinAsync(act.Request, default).AsTask()));
        Assert.Equal(pinata.Files.Select(file => file.Id).Order(StringComparer.Ordinal), returned.Select(pin => pin.Id).Order(StringComparer.Ordinal));
        Assert.Equal(test.Acts.Select(act => (act.Request.Name, act.Request.Cid)), returned.Select(pin => (pin.Name, pin.Cid)));
        return true;
    }

    private PinataDouble Double(string folder) => _doubles.GetOrAdd(
        folder, _ => PinataDouble.StartAsync(new() { RequestsPerMinute = null }, default).GetAwaiter().GetResult());

    private PinataPins Pins(PinataDouble pinata)
    {
        var client = new ProviderClient("Pinata", new Secret("rehearsal-pinata"), "PINATA_JWT", GateChain.None, TimeProvider.System);
        _clients.Add(client);
        return new(client, new(pinata.Address, pinata.Address, null));
    }
}
