using System.Security.Cryptography;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The two providers of a command that publishes outside.</summary>
internal sealed class Providers : IDisposable
{
    private Providers(PinataAccount pinata, CloudflareAccount cloudflare) => (Pinata, Cloudflare) = (pinata, cloudflare);

    public PinataAccount Pinata { get; }

    public CloudflareAccount Cloudflare { get; }

    /// <summary>Null where uploading is off. Nothing is asked of them yet.</summary>
    public static Providers? Open(Settings settings, IClock clock, IDayTally? writes = null, IProviderObserver? observer = null, TimeProvider? time = null) => Open(settings, clock, 0, (_, _, _) => { }, writes, observer, time);

    /// <param name="settings">Which, and how many requests at once.</param>
    /// <param name="clock">Tells the day of writes.</param>
    /// <param name="largest">Bytes of the longest picture, where one may be much longer than those that are drawn.</param>
    /// <param name="sent">Hears of each piece of a picture that was sent: its name, bytes sent of this attempt, and all its bytes.</param>
    /// <param name="writes">What was written that day before.</param>
    /// <param name="observer">Hears how they do.</param>
    /// <param name="time">Measures quotas and waits.</param>
    public static Providers? Open(Settings settings, IClock clock, long largest, Action<string, long, long> sent, IDayTally? writes = null, IProviderObserver? observer = null, TimeProvider? time = null)
    {
        if (settings.Publish is not { Pinata: { } pinata, Cloudflare: { } cloudflare } publish) return null;

        var pace = new ProviderPace(publish.OutageWait.ToTimeSpan(), settings.Stages.Pin.Workers, Chance)
        {
            Time = time ?? TimeProvider.System,
            LargestUpload = largest,
            Observer = observer ?? IProviderObserver.None,
            SendsTraceContext = settings.Telling.SendsTraceHeaders,
        };
        return new(
            new(pinata.Token, pinata.Options, pinata.RequestsPerMinute, pace) { Progress = sent },
            new(cloudflare.Token, cloudflare.Options, cloudflare.RequestsPer5Minutes, cloudflare.WritesPerDay, pace, clock, writes) { IsFirst = WindowNames.IsLatestKey });
    }

    /// <summary>For a command that somebody waits for: a provider that is down is asked a few times and not waited for.</summary>
    public static Providers? OpenBriefly(Settings settings, IClock clock) =>
        Open(settings with { Publish = settings.Publish with { OutageWait = Duration.Zero } }, clock);

    /// <summary>For a command that can do nothing without them.</summary>
    public static SettingsException Off(Settings settings) =>
        new([$"uploading is off: {settings.Publish.Why}; viz config shows every setting, viz rehearse plays the providers on this machine"]);

    // From any thread, and needing no seed.
    private static double Chance() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);

    public void Dispose()
    {
        Pinata.Dispose();
        Cloudflare.Dispose();
    }
}
