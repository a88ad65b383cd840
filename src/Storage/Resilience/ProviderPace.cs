namespace VizPipeline.Storage;

/// <summary>How patiently, how wide and on whose clock providers are asked.</summary>
/// <param name="OutageWait">How long a provider that is down is waited for before calls fail.</param>
/// <param name="Concurrency">Most requests under way at once to one provider; fewer where it is slow or refuses.</param>
/// <param name="Chance">From 0 to below 1, from any thread; scatters waits.</param>
public sealed record ProviderPace(TimeSpan OutageWait, int Concurrency, Func<double> Chance)
{
    private const int Attempts = 4, FailuresOfAnOutage = 5, SlowestBytesPerSecond = 64 * 1024;
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromMinutes(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The longest content that is sent, in bytes: so much longer a request may take.</summary>
    public long LargestUpload { get; init; }

    /// <summary>Hears how each provider does.</summary>
    public IProviderObserver Observer { get; init; } = IProviderObserver.None;

    /// <summary>Whether providers are told which trace a request belongs to.</summary>
    public bool SendsTraceContext { get; init; }

    /// <summary>What every single request goes through.</summary>
    internal IProviderGate Requests(string provider, Quota quota)
    {
        var concurrency = new AdaptiveGate(Concurrency, Concurrency, Time);
        var breaker = new BreakerGate(provider, FailuresOfAnOutage, OutageWait, Time, Chance);
        var quotas = new QuotaGate(provider, [quota], LongestRefusal, Time);
        Observer.Opened(provider, () => new(quotas.Left, quotas.HeldByQuota, quotas.HeldByRefusal, breaker.Held) { Until = quotas.Until });
        return new GateChain(
            concurrency,
            breaker,
            quotas,
            concurrency.Watch,
            new TimeoutGate(provider, LongestRequest + TimeSpan.FromSeconds(Math.Min(LargestUpload, int.MaxValue) / SlowestBytesPerSecond), Time));
    }

    /// <summary>What every call of a port goes through, however many requests it takes.</summary>
    internal IProviderGate Calls(string provider) => new RetryGate(Attempts, OutageWait, Time, Chance) { Repeating = cause => Observer.Retried(provider, ReasonOf(cause)) };

    private static RetryReason ReasonOf(StoreUnavailableException cause) =>
        cause.WasRefusedForQuota ? RetryReason.Throttled : cause is NamesUnwrittenException ? RetryReason.Partial : RetryReason.Unavailable;
}
