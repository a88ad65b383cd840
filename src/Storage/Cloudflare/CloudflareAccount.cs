using NodaTime;

namespace VizPipeline.Storage;

/// <summary>A Cloudflare account in use: one namespace behind everything that keeps the account within its quotas and gets through its faults.</summary>
public sealed class CloudflareAccount : IDisposable
{
    // One for each series in each of a day's bulk writes; where a day allows many writes there are few of those.
    private const int KeptBack = 64;

    private readonly ProviderClient _client;

    /// <param name="token">May edit Workers KV.</param>
    /// <param name="options">Which namespace.</param>
    /// <param name="requestsPer5Minutes">Of the whole account.</param>
    /// <param name="writesPerDay">Null for as many as one likes.</param>
    /// <param name="pace">How it is asked.</param>
    /// <param name="clock">Tells the day of writes.</param>
    /// <param name="tally">What was written that day before; null to count from nothing.</param>
    public CloudflareAccount(Secret token, CloudflareOptions options, int requestsPer5Minutes, int? writesPerDay, ProviderPace pace, IClock clock, IDayTally? tally = null)
    {
        var quota = new Quota(requestsPer5Minutes, TimeSpan.FromMinutes(5));
        _client = new("Cloudflare", token, "CLOUDFLARE_API_TOKEN", pace.Requests("Cloudflare", quota), pace.Time, pace.SendsTraceContext) { Observer = pace.Observer };
        INameIndex names = new CloudflareNames(_client, options);
        Names = new GatedNames(writesPerDay is { } most ? new DailyNames(names, most, clock, tally) { KeptBack = KeptBack, IsFirst = key => IsFirst(key) } : names, pace.Calls("Cloudflare"));
    }

    /// <inheritdoc cref="DailyNames.IsFirst"/>
    public Func<string, bool> IsFirst { get; init; } = _ => false;

    public INameIndex Names { get; }

    public void Dispose() => _client.Dispose();
}
