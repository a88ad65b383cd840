using System.Collections.Immutable;
using System.Text;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>Cloudflare Workers KV on the loopback address: real HTTP, its rules, and no network.</summary>
public sealed class CloudflareDouble : IAsyncDisposable
{
    private readonly CloudflareProvider _provider;
    private readonly RunningDouble _running;

    private CloudflareDouble(CloudflareProvider provider, RunningDouble running) => (_provider, _running) = (provider, running);

    /// <summary>What stands for <c>https://api.cloudflare.com/client/v4</c>.</summary>
    public Uri Address => new(_running.Address, "client/v4");

    /// <summary>Everything that is written now, whatever readers see yet.</summary>
    public ImmutableSortedDictionary<string, string> Values => _provider.Store.Values;

    /// <summary>What is written now under one key; null where there is nothing.</summary>
    public string? Value(string key) => _provider.Store.Find(key, Instant.MaxValue)?.Value is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Every request so far, in the order in which they ended.</summary>
    public ImmutableArray<Exchange> Exchanges => _running.Journal.Exchanges;

    /// <summary>What goes wrong from now on; requests are still counted from the start.</summary>
    public FaultScript Faults
    {
        get => _running.Faults;
        set => _running.Faults = value;
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<CloudflareDouble> StartAsync(CloudflareDoubleOptions options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        var provider = new CloudflareProvider(options);
        return new(provider, await RunningDouble.StartAsync(provider, options, cancel));
    }

    /// <summary>Cuts every connection; what it held can still be looked at.</summary>
    public ValueTask DisposeAsync() => _running.DisposeAsync();
}
