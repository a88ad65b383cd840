using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Doubles;

namespace VizPipeline.Host;

/// <summary>The settings that make publishing go to two doubles.</summary>
internal static class RehearsalSettings
{
    public static ImmutableArray<(string Name, string Value)> Of(
        PinataDouble pinata, PinataDoubleOptions pinataOptions, CloudflareDouble cloudflare, CloudflareDoubleOptions cloudflareOptions) =>
    [
        ("PINATA_JWT", pinataOptions.Token),
        ("PINATA_UPLOAD_URL", Text(pinata.Address)),
        ("PINATA_API_URL", Text(pinata.Address)),
        ("PINATA_REQUESTS_PER_MINUTE", (pinataOptions.RequestsPerMinute ?? NoLimit).ToString(CultureInfo.InvariantCulture)),
        ("CLOUDFLARE_API_TOKEN", cloudflareOptions.Token),
        ("CLOUDFLARE_ACCOUNT_ID", cloudflareOptions.AccountId),
        ("KV_NAMESPACE_ID", cloudflareOptions.NamespaceId),
        ("CLOUDFLARE_API_URL", Text(cloudflare.Address)),
    ];

    // A rate that no run reaches.
    private const int NoLimit = 1_000_000;

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
