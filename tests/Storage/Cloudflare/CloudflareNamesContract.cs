using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Doubles;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite over Cloudflare's double, a double for each folder.</summary>
public sealed class CloudflareNamesContract : NameIndexContract, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, CloudflareDouble> _doubles = new();
    private readonly ConcurrentBag<ProviderClient> _clients = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<ScriptedFault?[]> Faults => Gen.Frequency(
        (2, Gen.Constant<ScriptedFault?>(null)),
        (2, from every in Gen.Choose(2, 4) select (ScriptedFault?)new PartialFault(every)),
        (1, from status in Gen.Elements(500, 503, 524)
            from at in Gen.Elements(FaultMoment.BeforeBody, FaultMoment.AfterEffect)
            select (ScriptedFault?)new StatusFault(status, At: at)),
        (1, from at in Gen.Elements(Enum.GetValues<FaultMoment>()) select (ScriptedFault?)new ResetFault(at)),
        (1, Gen.Constant<ScriptedFault?>(new HtmlFault()))).ArrayOf();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    private protected override INameIndex Open(string folder) => Names(Double(folder));

    [Fact]
    public void Behind_the_gate_everything_is_written_whatever_goes_wrong() => Law.Holds(Faults, faults => WritesAll(faults, isGated: true), runs: 40);

    [Fact]
    public void The_law_refutes_no_gate() => Mutant.IsRefuted(Faults, faults => WritesAll(faults, isGated: false), runs: 100);

    [Fact]
    public async Task Writes_that_take_the_provider_too_long_are_cut_until_they_do_not()
    {
        await using var cloudflare = await CloudflareDouble.StartAsync(new() { MostPairsInTime = 700, LimitsKeyRate = false }, Cancel);
        await Names(cloudflare).PutAllAsync(Pairs(6000), Cancel);
        Assert.Equal(6000, cloudflare.Values.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var cloudflare in _doubles.Values) await cloudflare.DisposeAsync();
    }

    private async Task<bool> WritesAll(ScriptedFault?[] faults, bool isGated)
    {
        using var home = new ScratchHome();
        var cloudflare = Double(home.Folder);
        cloudflare.Faults = FaultScript.Listed([.. faults]);
        INameIndex names = Names(cloudflare);
        if (isGated) names = new GatedNames(names, new RetryGate(faults.Length + 1, TimeSpan.Zero, new ImpatientTime(), () => 0.5));
        await names.PutAllAsync(Pairs(40), Cancel);
        Assert.Equal(Pairs(40), (await names.FindAllAsync([.. Pairs(60).Select(pair => pair.Key)], Cancel)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        return true;
    }

    private static KeyValuePair<string, string>[] Pairs(int count) =>
        [.. Enumerable.Range(0, count).Select(number => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"k{number:d5}"), $"v{number}"))];

    private CloudflareDouble Double(string folder) => _doubles.GetOrAdd(
        folder, _ => CloudflareDouble.StartAsync(new() { RequestsPerFiveMinutes = null, LimitsKeyRate = false }, default).GetAwaiter().GetResult());

    private CloudflareNames Names(CloudflareDouble cloudflare)
    {
        var client = new ProviderClient("Cloudflare", new Secret("rehearsal-cloudflare"), "CLOUDFLARE_API_TOKEN", GateChain.None, TimeProvider.System);
        _clients.Add(client);
        return new(client, new(cloudflare.Address, "rehearsal-account", "rehearsal-namespace"));
    }
}
