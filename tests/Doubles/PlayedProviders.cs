using System.Collections.Immutable;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Both doubles, the settings that publish to them, and their ports without a gate.</summary>
internal sealed class PlayedProviders : IAsyncDisposable
{
    private readonly ProviderClient _toPinata;
    private readonly ProviderClient _toCloudflare;

    private PlayedProviders(PinataDouble pinata, CloudflareDouble cloudflare, ImmutableArray<(string Name, string? Value)> environment)
    {
        (Pinata, Cloudflare, Environment) = (pinata, cloudflare, environment);
        _toPinata = new("Pinata", new("rehearsal-pinata"), "PINATA_JWT", GateChain.None, TimeProvider.System);
        _toCloudflare = new("Cloudflare", new("rehearsal-cloudflare"), "CLOUDFLARE_API_TOKEN", GateChain.None, TimeProvider.System);
    }

    public PinataDouble Pinata { get; }

    public CloudflareDouble Cloudflare { get; }

    /// <summary>For a process that publishes to them.</summary>
    public ImmutableArray<(string Name, string? Value)> Environment { get; }

    public IPinStore Pins => new PinataPins(_toPinata, new(Pinata.Address, Pinata.Address, null));

    public INameIndex Names => new CloudflareNames(_toCloudflare, new(Cloudflare.Address, "rehearsal-account", "rehearsal-namespace"));

    /// <summary>Without quotas, unless told otherwise.</summary>
    public static async Task<PlayedProviders> StartAsync(PinataDoubleOptions? pinata = null, CloudflareDoubleOptions? cloudflare = null)
    {
        pinata ??= new() { RequestsPerMinute = null };
        cloudflare ??= new() { RequestsPerFiveMinutes = null };
        var (one, other) = (await PinataDouble.StartAsync(pinata, default), await CloudflareDouble.StartAsync(cloudflare, default));
        return new(one, other, [.. RehearsalSettings.Of(one, pinata, other, cloudflare).Select(setting => (setting.Name, (string?)setting.Value))]);
    }

    public async ValueTask DisposeAsync()
    {
        _toPinata.Dispose();
        _toCloudflare.Dispose();
        await Pinata.DisposeAsync();
        await Cloudflare.DisposeAsync();
    }
}
