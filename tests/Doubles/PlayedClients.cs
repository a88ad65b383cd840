using VizPipeline.Doubles;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>The ports of one process that publishes to both doubles, without a gate.</summary>
internal sealed class PlayedClients(PinataDouble pinata, CloudflareDouble cloudflare) : IDisposable
{
    private readonly ProviderClient _toPinata = new("Pinata", new("rehearsal-pinata"), "PINATA_JWT", GateChain.None, TimeProvider.System);
    private readonly ProviderClient _toCloudflare = new("Cloudflare", new("rehearsal-cloudflare"), "CLOUDFLARE_API_TOKEN", GateChain.None, TimeProvider.System);

    public IPinStore Pins => new PinataPins(_toPinata, new(pinata.Address, pinata.Address, null));

    public INameIndex Names => new CloudflareNames(_toCloudflare, new(cloudflare.Address, "rehearsal-account", "rehearsal-namespace"));

    public void Dispose()
    {
        _toPinata.Dispose();
        _toCloudflare.Dispose();
    }
}
