using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>How a <see cref="CloudflareDouble"/> is set up.</summary>
public sealed record CloudflareDoubleOptions : DoubleOptions
{
    /// <summary>The only token that is let in.</summary>
    public string Token { get; init; } = "rehearsal-cloudflare";

    /// <summary>The account of the token.</summary>
    public string AccountId { get; init; } = "rehearsal-account";

    /// <summary>Its one KV namespace.</summary>
    public string NamespaceId { get; init; } = "rehearsal-namespace";

    /// <summary>Requests in any five minutes; one more, and every call is refused for five minutes. Null is no limit.</summary>
    public int? RequestsPerFiveMinutes { get; init; } = 1200;

    /// <summary>Values written in a day of UTC; each pair of a bulk write is one. Null is no limit.</summary>
    public int? WritesPerDay { get; init; }

    /// <summary>How long reads go on showing what was there before a write.</summary>
    public Duration ReadsLagBy { get; init; }

    /// <summary>Whether a second write to a key within a second is refused; of a bulk write only that pair.</summary>
    public bool LimitsKeyRate { get; init; } = true;

    /// <summary>A bulk write of more pairs writes this many of them and ends in a 524; null is no limit.</summary>
    public int? MostPairsInTime { get; init; }
}
