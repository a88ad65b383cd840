using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A test of publishing leaves nothing behind, wherever it breaks off.</summary>
public sealed class ChainTestLaws : IAsyncLifetime
{
    private PlayedProviders _providers = null!;
    private int _pictures;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Gen<(ScriptedFault? Upload, ScriptedFault? Write, ScriptedFault? Read)> Breaks
    {
        get
        {
            // A token that is refused in the middle is refused for the removal too.
            var (fault, later) = (Faults(401, 403, 429, 500, 503), Faults(403, 429, 500, 503));
            return from upload in fault from write in fault from read in later select (upload, write, read);
        }
    }

    private static Gen<ScriptedFault?> Faults(params int[] statuses) => Gen.Frequency(
        (2, Gen.Constant<ScriptedFault?>(null)),
        (1, from at in Gen.Elements(Enum.GetValues<FaultMoment>()) select (ScriptedFault?)new ResetFault(at)),
        (1, from status in Gen.Elements(statuses) select (ScriptedFault?)new StatusFault(status)),
        (1, from at in Gen.Elements(FaultMoment.BeforeBody, FaultMoment.AfterEffect) select (ScriptedFault?)new StatusFault(502, At: at)),
        (1, Gen.Constant<ScriptedFault?>(new HtmlFault(200, FaultMoment.AfterEffect))));

    public async ValueTask InitializeAsync() =>
        _providers = await PlayedProviders.StartAsync(cloudflare: new() { RequestsPerFiveMinutes = null, LimitsKeyRate = false });

    public ValueTask DisposeAsync() => _providers.DisposeAsync();

    [Fact]
    public void Whatever_goes_wrong_nothing_is_left() => Law.Holds(Breaks, faults => LeavesNothing(faults, pins => pins), runs: 60);

    [Fact]
    public void The_law_refutes_not_looking_for_an_upload_whose_answer_was_lost() =>
        Mutant.IsRefuted(Breaks, faults => LeavesNothing(faults, pins => new BlindPins(pins)), runs: 300);

    [Fact]
    public async Task A_key_that_readers_do_not_see_yet_is_told_and_is_no_failure()
    {
        await using var slow = await PlayedProviders.StartAsync(cloudflare: new() { ReadsLagBy = Duration.FromMinutes(5), LimitsKeyRate = false });
        var steps = new List<ChainStep>();
        Assert.True(await new ChainTest(slow.Pins, slow.Names, Picture(), new ImpatientTime(), steps.Add).RunAsync(Cancel, Cancel));
        Assert.Equal(
            [("picture uploaded", true), ("CID as computed here", true), ("key written", true), ("key read back", null), ("picture unpinned", true), ("key deleted", true)],
            steps.Select(step => (step.Name, step.Passed)));
        Assert.StartsWith("– key read back            not shown at 6 readings within 15 s:", steps[3].Line(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_removed_is_named()
    {
        _providers.Pinata.Faults = FaultScript.Always(new StatusFault(503)).On(ProviderCall.DeleteFile);
        var (steps, picture) = (new List<ChainStep>(), Picture());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new ChainTest(_providers.Pins, _providers.Names, picture, TimeProvider.System, steps.Add).RunAsync(Cancel, Cancel));
        var left = steps.Single(step => step.Name == "picture unpinned");
        Assert.Equal((false, true), (left.Passed, left.Detail.StartsWith($"{picture.Name} may be left: ", StringComparison.Ordinal)));
        Assert.Empty(_providers.Cloudflare.Values);
    }

    [Fact]
    public async Task A_key_that_is_left_because_the_token_is_refused_in_the_middle_is_named()
    {
        _providers.Cloudflare.Faults = FaultScript.Always(new StatusFault(401)).On(ProviderCall.GetValue);
        using var clients = _providers.Anew();
        var (steps, picture) = (new List<ChainStep>(), Picture());
        await Assert.ThrowsAsync<StoreRefusedException>(() => new ChainTest(clients.Pins, clients.Names, picture, TimeProvider.System, steps.Add).RunAsync(Cancel, Cancel));
        Assert.StartsWith($"{picture.Key} may be left: ", steps.Single(step => step.Name == "key deleted").Detail, StringComparison.Ordinal);
        Assert.Empty(_providers.Pinata.Files);
    }

    [Fact]
    public async Task Another_CID_than_ours_is_told()
    {
        _providers.Pinata.Faults = FaultScript.Always(new WrongCidFault()).On(ProviderCall.Upload);
        var steps = new List<ChainStep>();
        Assert.False(await new ChainTest(_providers.Pins, _providers.Names, Picture(), TimeProvider.System, steps.Add).RunAsync(Cancel, Cancel));
        Assert.False(steps[1].Passed);
        Assert.Empty(_providers.Pinata.Files);
    }

    [Fact]
    public void Two_test_pictures_have_nothing_in_common()
    {
        var (one, other) = (Picture(), Picture());
        Assert.Equal(3, new[] { one.Cid != other.Cid, one.Name != other.Name, one.Key != other.Key }.Count(differs => differs));
        Assert.StartsWith("test:", one.Key, StringComparison.Ordinal);
        Assert.InRange(one.Bytes.Length, 100, 10_000);
    }

    private async Task<bool> LeavesNothing((ScriptedFault? Upload, ScriptedFault? Write, ScriptedFault? Read) faults, Func<IPinStore, IPinStore> seen)
    {
        using var clients = _providers.Anew();
        var before = (_providers.Pinata.Files.Length, _providers.Cloudflare.Values.Count);
        _providers.Pinata.Faults = Script(ProviderCall.Upload, faults.Upload);
        _providers.Cloudflare.Faults = Script(ProviderCall.PutValue, faults.Write).And(Script(ProviderCall.GetValue, faults.Read));
        try
        {
            await new ChainTest(seen(clients.Pins), clients.Names, Picture(), new ImpatientTime(), _ => { }).RunAsync(Cancel, Cancel);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or StoreRefusedException)
        {
            // As the script has it.
        }

        return before == (_providers.Pinata.Files.Length, _providers.Cloudflare.Values.Count);
    }

    private static FaultScript Script(ProviderCall call, ScriptedFault? fault) => fault is null ? FaultScript.None : FaultScript.Always(fault).On(call);

    private TestPicture Picture() => new(default, BitConverter.GetBytes(0x0123456789ABCDEF * ++_pictures));

    /// <summary>Never finds anything.</summary>
    private sealed class BlindPins(IPinStore pins) : IPinStore
    {
        public PinTraits Traits => pins.Traits;

        public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

        public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

        public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<Pin>.Empty);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }
}
