using System.Security.Cryptography;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The two providers of a command that publishes outside.</summary>
internal sealed class Providers : IDisposable
{
    private Providers(PinataAccount pinata, CloudflareAccount cloudflare) => (Pinata, Cloudflare) = (pinata, cloudflare);

    public PinataAccount Pinata { get; }

    public CloudflareAccount Cloudflare { get; }

    /// <summary>Null where uploading is off. Nothing is asked of them yet.</summary>
    public static Providers? Open(Settings settings, IClock clock)
    {
        if (settings.Publish is not { Pinata: { } pinata, Cloudflare: { } cloudflare } publish) return null;

        var pace = new ProviderPace(publish.OutageWait.ToTimeSpan(), settings.Stages.Pin.Workers, Chance);
        return new(
            new(pinata.Token, pinata.Options, pinata.RequestsPerMinute, pace),
            new(cloudflare.Token, cloudflare.Options, cloudflare.RequestsPer5Minutes, cloudflare.WritesPerDay, pace, clock));
    }

    // From any thread, and needing no seed.
    private static double Chance() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);

    public void Dispose()
    {
        Pinata.Dispose();
        Cloudflare.Dispose();
    }
}
