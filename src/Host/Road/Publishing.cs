using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The end of a road that lies outside: the providers, and what this home knows of them.</summary>
internal sealed class Publishing : IAsyncDisposable
{
    // As many as a bulk write may carry; twice as many windows are on their way, so that one batch fills while another is sent.
    private const int BatchPairs = 5000;

    private readonly Providers _providers;
    private readonly Uploads _uploads;
    private readonly CommitBatches _names;
    private readonly Outside _outside;

    private Publishing(Providers providers, Uploads uploads, KeptCopies copies, ProviderWatch watch, TimeProvider time)
    {
        (_providers, _uploads) = (providers, uploads);
        _names = new(providers.Cloudflare.Names, BatchPairs, time) { Sending = watch.AddBatch };
        _outside = new(copies, new(providers.Pinata.Pins, uploads) { Shared = watch.AddShared });
    }

    /// <summary>How many windows wait for a batch at most.</summary>
    public static int MostWaiting => 2 * BatchPairs;

    /// <summary>Null where the settings keep pictures at home.</summary>
    /// <exception cref="HomeUnavailableException">The record of uploads cannot be opened or made.</exception>
    public static async Task<Publishing?> BeginAsync(Invocation call, Wiring wiring, OwnedHome home, ProviderWatch watch)
    {
        if (!call.Settings.Publish.IsOn) return null;

        var uploads = Uploads.Open(wiring.Home.Uploads);
        try
        {
            await new ChangedPlaces(call.Settings.Publish, uploads, home.Ledger, call.Clock, call.Output.Warn).FollowAsync();
            var providers = Providers.Open(call.Settings, call.Clock, uploads.Writes, watch, call.Time)!;
            return new(providers, uploads, new(home.Pins, wiring.Names, call.Settings.Publish.DeleteLocalFiles), watch, call.Time);
        }
        catch
        {
            await uploads.DisposeAsync();
            throw;
        }
    }

    public RoadPorts Publish(RoadPorts ports) => ports with { Pins = _outside.Pins, Names = _names, Outside = _outside };

    /// <summary>How often a store computed another CID than we did.</summary>
    public long CidMismatches => _providers.Pinata.CidMismatches;

    public async ValueTask DisposeAsync()
    {
        await _names.DisposeAsync();
        await _uploads.DisposeAsync();
        _providers.Dispose();
    }
}
