using System.Collections.Immutable;

namespace VizPipeline.Doubles;

/// <summary>Pinata on the loopback address: real HTTP, its rules, and no network.</summary>
public sealed class PinataDouble : IAsyncDisposable
{
    private readonly PinataProvider _provider;
    private readonly RunningDouble _running;

    private PinataDouble(PinataProvider provider, RunningDouble running) => (_provider, _running) = (provider, running);

    /// <summary>What stands for <c>https://uploads.pinata.cloud</c> and <c>https://api.pinata.cloud</c>.</summary>
    public Uri Address => _running.Address;

    /// <summary>The rows that are there now, in the order in which they were made.</summary>
    public ImmutableArray<PinataFile> Files => _provider.Files.All;

    /// <summary>Every request so far, in the order in which they ended.</summary>
    public ImmutableArray<Exchange> Exchanges => _running.Journal.Exchanges;

    /// <summary>What goes wrong from now on; requests are still counted from the start.</summary>
    public FaultScript Faults
    {
        get => _running.Faults;
        set => _running.Faults = value;
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PinataDouble> StartAsync(PinataDoubleOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        var provider = new PinataProvider(options);
        return new(provider, await RunningDouble.StartAsync(provider, options, cancel));
    }

    /// <summary>Cuts every connection; what it held can still be looked at.</summary>
    public ValueTask DisposeAsync() => _running.DisposeAsync();
}
