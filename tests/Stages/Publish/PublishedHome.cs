using VizPipeline.Bench;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A home whose road ends at doubles of the providers, all of it on one clock that runs a hundred times faster than the real one, unless told otherwise.</summary>
internal sealed class PublishedHome : IAsyncDisposable
{
    private const int Faster = 100, Waiting = 400, NoQuota = 1_000_000;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    private PublishedHome(History history, TimeProvider time, PinataDouble pinata, CloudflareDouble cloudflare)
    {
        (Home, Time, Pinata, Cloudflare) = (new RoadHome(history), time, pinata, cloudflare);
        Home.Options = Home.Options with { Limits = Home.Options.Limits with { Commit = new(Waiting, Waiting), Cleanup = new(64, 64) } };
    }

    public RoadHome Home { get; }

    public TimeProvider Time { get; }

    public PinataDouble Pinata { get; }

    public CloudflareDouble Cloudflare { get; }

    public bool DeletesLocalFiles { get; init; } = true;

    /// <summary>Put between the road and what it is built on; for mutants and for counting.</summary>
    public PublishedHooks Hooks { get; set; } = new();

    /// <summary>Hears what goes on outside.</summary>
    public IProviderObserver Providers { get; set; } = IProviderObserver.None;

    /// <summary>Pinata's quota; null for none.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How long what fails is tried again. Where repeats must succeed it is long: on this clock, a busy machine's second is minutes.</summary>
    public TimeSpan OutageWait { get; init; } = Short;

    public string UploadsPath => Home.PathOf("uploads.db");

    public static async Task<PublishedHome> StartAsync(History history, bool deletesLocalFiles = true, double faster = Faster, int? requestsPerMinute = null, TimeSpan? outageWait = null)
    {
        var time = new ScaledTime(faster);
        var pinata = await PinataDouble.StartAsync(new() { Time = time, RequestsPerMinute = requestsPerMinute }, default);
        var cloudflare = await CloudflareDouble.StartAsync(new() { Time = time, RequestsPerFiveMinutes = null }, default);
        return new(history, time, pinata, cloudflare) { DeletesLocalFiles = deletesLocalFiles, RequestsPerMinute = requestsPerMinute, OutageWait = outageWait ?? Short };
    }

    /// <summary>A run of a process of its own: nothing is remembered from the one before but what it wrote.</summary>
    public async Task<RoadRunResult> RunAsync(Func<RunChoice, RunChoice>? choose = null, StopSignals stop = default, Watching? watching = null)
    {
        // No request times out: none of the faults is silence.
        var pace = new ProviderPace(OutageWait, 16, () => 0.5) { Time = Time, LargestUpload = int.MaxValue, Observer = Providers };
        var (pinataIs, cloudflareIs) = (new PinataOptions(Pinata.Address, Pinata.Address, GroupId: null), new CloudflareOptions(Cloudflare.Address, "rehearsal-account", "rehearsal-namespace"));
        using var pinata = new PinataAccount(new Secret("rehearsal-pinata"), pinataIs, RequestsPerMinute ?? NoQuota, pace);
        using var cloudflare = new CloudflareAccount(new Secret("rehearsal-cloudflare"), cloudflareIs, NoQuota, writesPerDay: null, pace, Home.Clock);
        await using var uploads = Uploads.Open(UploadsPath);
        await using var batches = new CommitBatches(Hooks.BelowBatches(cloudflare.Names), 5000, Time);
        var outside = new Outside(new KeptCopies(Home.Pins, Home.Names, DeletesLocalFiles), new SharedPins(Hooks.BelowSharing(pinata.Pins), uploads));
        Home.Around = ports => Hooks.Around(ports with { Pins = outside.Pins, Names = batches, Outside = outside });
        var run = await Home.RunAsync(choose, stop: stop, watching: watching);
        await Home.ReopenAsync();
        return run;
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Calm() => (Pinata.Faults, Cloudflare.Faults) = (FaultScript.None, FaultScript.None);

    public int Count(ProviderCall call) => Pinata.Exchanges.Concat(Cloudflare.Exchanges).Count(exchange => exchange.Call == call);

    public async ValueTask DisposeAsync()
    {
        await Home.DisposeAsync();
        await Pinata.DisposeAsync();
        await Cloudflare.DisposeAsync();
    }
}

/// <summary>Places where something may be put between; each leaves all as it is.</summary>
internal sealed record PublishedHooks
{
    public Func<GatedPins, GatedPins> BelowSharing { get; init; } = pins => pins;

    public Func<INameIndex, INameIndex> BelowBatches { get; init; } = names => names;

    public Func<RoadPorts, RoadPorts> Around { get; init; } = ports => ports;
}
