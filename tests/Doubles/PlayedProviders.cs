using System.Collections.Immutable;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Both doubles, the settings that publish to them, and their ports without a gate.</summary>
internal sealed class PlayedProviders : IAsyncDisposable
{
    private readonly PlayedClients _clients;

    private PlayedProviders(PinataDouble pinata, CloudflareDouble cloudflare, ImmutableArray<(string Name, string? Value)> environment)
    {
        (Pinata, Cloudflare, Environment) = (pinata, cloudflare, environment);
        _clients = new(pinata, cloudflare);
    }

    public PinataDouble Pinata { get; }

    public CloudflareDouble Cloudflare { get; }

    /// <summary>For a process that publishes to them.</summary>
    public ImmutableArray<(string Name, string? Value)> Environment { get; }

    public IPinStore Pins => _clients.Pins;

    public INameIndex Names => _clients.Names;

    /// <summary>Ports of their own, as another process has: a token that one was refused is not refused to the other.</summary>
    public PlayedClients Anew() => new(Pinata, Cloudflare);

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
        _clients.Dispose();
        await Pinata.DisposeAsync();
        await Cloudflare.DisposeAsync();
    }
}
