using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Publishing without a ledger, to doubles.</summary>
public sealed class PublisherTests : IAsyncLifetime
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 6, 1, 12, 0);
    private readonly TempFolder _folder = new();
    private PinataDouble _pinata = null!;
    private CloudflareDouble _cloudflare = null!;
    private ProviderClient _toPinata = null!;
    private ProviderClient _toCloudflare = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Publisher Publisher => Over(_toPinata);

    public async ValueTask InitializeAsync()
    {
        _pinata = await PinataDouble.StartAsync(new() { RequestsPerMinute = null }, Cancel);
        _cloudflare = await CloudflareDouble.StartAsync(new() { RequestsPerFiveMinutes = null, LimitsKeyRate = false }, Cancel);
        _toPinata = new("Pinata", new("rehearsal-pinata"), "PINATA_JWT", GateChain.None, TimeProvider.System);
        _toCloudflare = new("Cloudflare", new("rehearsal-cloudflare"), "CLOUDFLARE_API_TOKEN", GateChain.None, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _toPinata.Dispose();
        _toCloudflare.Dispose();
        await _pinata.DisposeAsync();
        await _cloudflare.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_pinned_named_and_then_deleted()
    {
        var picture = LoosePicture.OfFile(_folder.Write("a.png", "hello world")) with { Key = "test:é/1", DeletesFile = true };
        var result = await Publisher.PublishAsync(picture, Cancel);
        var row = Assert.Single(_pinata.Files);
        Assert.Equal(("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "a.png", "public"), (row.Cid.Text, row.Name, row.Network));
        Assert.Equal(new PublishResult(picture) { Cid = row.Cid, PinId = row.Id, Bytes = 11, Key = "test:é/1", IsLocalFileDeleted = true }, result);
        Assert.True(result.IsWhole);
        Assert.Equal($$$"""{"ipfs_url":"ipfs://{{{row.Cid}}}","updated_at":"{{{Noon.ToUnixTimeSeconds()}}}","metadata":{"filename":"a.png"}}""", _cloudflare.Values["test:é/1"]);
        Assert.False(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_named_and_without_being_told_no_file_goes()
    {
        var result = await Publisher.PublishAsync(LoosePicture.OfFile(_folder.Write("a.png", "a")), Cancel);
        Assert.Equal((true, null, false), (result.IsWhole, result.Key, result.IsLocalFileDeleted));
        Assert.Empty(_cloudflare.Exchanges);
        Assert.True(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task A_repeat_makes_no_second_pin_whatever_it_is_called()
    {
        var first = await Publisher.PublishAsync(LoosePicture.OfBytes("a.png", "a"u8.ToArray()), Cancel);
        var second = await Publisher.PublishAsync(LoosePicture.OfBytes("b.png", "a"u8.ToArray()), Cancel);
        Assert.Equal(first.PinId, second.PinId);
        Assert.Single(_pinata.Files);
    }

    [Fact]
    public async Task What_cannot_be_pinned_is_neither_named_nor_deleted()
    {
        _pinata.Faults = FaultScript.Always(new StatusFault(503));
        var result = await Publisher.PublishAsync(LoosePicture.OfFile(_folder.Write("a.png", "a")) with { Key = "k", DeletesFile = true }, Cancel);
        Assert.IsType<StoreUnavailableException>(result.PinningError, exactMatch: false);
        Assert.Equal((null, null, null, false), (result.Cid, result.Key, result.NamingError, result.IsWhole));
        Assert.Empty(_cloudflare.Exchanges);
        Assert.True(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task What_cannot_be_named_is_pinned_and_its_file_stays()
    {
        _cloudflare.Faults = FaultScript.Always(new ResetFault(FaultMoment.BeforeBody));
        var result = await Publisher.PublishAsync(LoosePicture.OfFile(_folder.Write("a.png", "a")) with { Key = "k", DeletesFile = true }, Cancel);
        Assert.IsType<StoreUnavailableException>(result.NamingError, exactMatch: false);
        Assert.Equal((Assert.Single(_pinata.Files).Id, null, null), (result.PinId, result.Key, result.PinningError));
        Assert.True(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task A_wrong_token_ends_it_for_whatever_picture()
    {
        using var wrong = new ProviderClient("Pinata", new("hunter22"), "PINATA_JWT", GateChain.None, TimeProvider.System);
        var results = Over(wrong).PublishAllAsync(Enumerable.Range(0, 100).Select(n => LoosePicture.OfBytes($"{n}", new byte[n])), 4, Cancel);
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(async () => await results.CountAsync(Cancel));
        Assert.Contains("PINATA_JWT", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(_pinata.Exchanges.Length, 1, 8);
    }

    [Fact]
    public async Task A_file_that_is_absent_or_too_large_is_told_without_a_request()
    {
        using (var large = File.Create(_folder["large.png"])) large.SetLength(100_000_001);
        LoosePicture[] pictures = [LoosePicture.OfFile(_folder["none.png"]), LoosePicture.OfFile(_folder["large.png"])];
        var results = await Publisher.PublishAllAsync(pictures, 2, Cancel).ToDictionaryAsync(result => result.Picture.Name, cancellationToken: Cancel);
        Assert.IsType<FileNotFoundException>(results["none.png"].PinningError);
        Assert.Equal("it has 100,000,001 bytes; pinata takes at most 100,000,000", Assert.IsType<RejectedException>(results["large.png"].PinningError).Message);
        Assert.Empty(_pinata.Exchanges);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_with_folders_is_none(string name) => Assert.Throws<ArgumentException>(() => LoosePicture.OfBytes(name, default));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public void A_key_that_the_index_does_not_take_is_refused_before_anything(string key) =>
        Assert.Throws<ArgumentException>(() => LoosePicture.OfBytes("a", default) with { Key = key });

    private Publisher Over(ProviderClient pinata) => new(
        new PinataPins(pinata, new(_pinata.Address, _pinata.Address, null)),
        new CloudflareNames(_toCloudflare, new(_cloudflare.Address, "rehearsal-account", "rehearsal-namespace")),
        new StoppedClock(Noon));
}
