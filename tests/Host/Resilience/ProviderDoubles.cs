using VizPipeline.Doubles;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Both providers for a real process to publish to: their addresses and tokens stand in its environment.</summary>
internal sealed class ProviderDoubles : IAsyncDisposable
{
    public const string Jwt = "jwt-that-nobody-may-read-4711-pinata", Token = "token-that-nobody-may-read-0815-kv";

    private ProviderDoubles(PinataDouble pinata, CloudflareDouble cloudflare) => (Pinata, Cloudflare) = (pinata, cloudflare);

    public PinataDouble Pinata { get; }

    public CloudflareDouble Cloudflare { get; }

    /// <summary>For the process; the last of a name counts.</summary>
    public (string Name, string? Value)[] Environment =>
    [
        ("PINATA_JWT", Jwt),
        ("PINATA_UPLOAD_URL", Pinata.Address.OriginalString),
        ("PINATA_API_URL", Pinata.Address.OriginalString),
        ("PINATA_REQUESTS_PER_MINUTE", "1000000"),
        ("CLOUDFLARE_API_TOKEN", Token),
        ("CLOUDFLARE_API_URL", Cloudflare.Address.OriginalString),
        ("CLOUDFLARE_ACCOUNT_ID", "rehearsal-account"),
        ("KV_NAMESPACE_ID", "rehearsal-namespace"),
        ("CLOUDFLARE_REQUESTS_PER_5_MINUTES", "1000000"),
        ("VIZ_SCALE", "1"),
    ];

    /// <param name="latency">Of every request.</param>
    /// <param name="time">Theirs; null for the system's.</param>
    public static async Task<ProviderDoubles> StartAsync(TimeSpan latency, TimeProvider? time = null) => new(
        await PinataDouble.StartAsync(new() { Token = Jwt, RequestsPerMinute = null, Latency = latency, Time = time ?? TimeProvider.System }, default),
        await CloudflareDouble.StartAsync(new() { Token = Token, RequestsPerFiveMinutes = null, Latency = latency, Time = time ?? TimeProvider.System }, default));

    /// <summary>All that a home and its providers hold; of a home where nobody works.</summary>
    public async Task<PublishedState> StateAsync(string home)
    {
        await using var ledger = SqliteLedger.OpenToRead(Path.Combine(home, "ledger.db"))!;
        var rows = await ledger.ReadAsync([.. Enum.GetValues<WindowState>()], default).ToListAsync();
        return new([.. rows], UploadRow.Read(Path.Combine(home, "uploads.db")), [.. KilledHome.PicturesIn(home)], Pinata.Files, Cloudflare.Values);
    }

    public async ValueTask DisposeAsync()
    {
        await Pinata.DisposeAsync();
        await Cloudflare.DisposeAsync();
    }
}
