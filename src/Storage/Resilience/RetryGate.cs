using Polly;
using Polly.Retry;

namespace VizPipeline.Storage;

/// <summary>
/// Repeats a call that failed for a reason which may pass, at distances that double and are scattered, or that the store asked for. It gives up when
/// both enough attempts were made and enough time has passed since the first failure, so that an outage is waited out however few the callers are; a refusal
/// for quota, which is no outage, is waited out for ten minutes at least.
/// </summary>
/// <remarks>Never repeated: what is refused, what another gate did not let through, what the home folder cannot take, and a store that wants to be left alone for more than ten minutes.</remarks>
public sealed class RetryGate : IProviderGate
{
    private static readonly ResiliencePropertyKey<long> FirstFailure = new("viz-first-failure");
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostAsked = TimeSpan.FromMinutes(10);

    private readonly int _attempts;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly Func<double> _chance;
    private readonly ResiliencePipeline _retry;

    /// <param name="attempts">How often a call is made at least before it is given up; 1 or more.</param>
    /// <param name="patience">How long after its first failure it is given up at the earliest.</param>
    /// <param name="time">Waits.</param>
    /// <param name="chance">From 0 to below 1; scatters the waits.</param>
    public RetryGate(int attempts, TimeSpan patience, TimeProvider time, Func<double> chance)
    {
        (_attempts, _patience, _time, _chance) = (attempts, patience, time, chance);
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failed => ValueTask.FromResult(IsRepeated(failed)),
                MaxRetryAttempts = int.MaxValue,
                DelayGenerator = failed => ValueTask.FromResult<TimeSpan?>(Wait(failed)),
                OnRetry = failed =>
                {
                    if (failed.Outcome.Exception is StoreUnavailableException cause) Repeating(cause);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Hears of each call that will be made again, and why; before the wait.</summary>
    public Action<StoreUnavailableException> Repeating { get; init; } = _ => { };

    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancel);
        try
        {
            return await _retry.ExecuteAsync(static (context, call) => call(context.CancellationToken), context, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsRepeated(RetryPredicateArguments<object> failed)
    {
        if (failed.Outcome.Exception is not StoreUnavailableException cause || cause is NotAskedException or HomeUnavailableException or NamesUnwrittenException { InnerException: ContentRefusedException } || cause.RetryAfter > MostAsked) return false;
        var now = _time.GetTimestamp();
        if (!failed.Context.Properties.TryGetValue(FirstFailure, out var first)) failed.Context.Properties.Set(FirstFailure, first = now);
        return failed.AttemptNumber + 1 < _attempts || _time.GetElapsedTime(first, now) < (cause.WasRefusedForQuota && MostAsked > _patience ? MostAsked : _patience);
    }

    // Half of the wait is certain and half by chance, so that callers who failed together do not come back together.
    private TimeSpan Wait(RetryDelayGeneratorArguments<object> failed)
    {
        var doubled = Math.Min(Shortest.TotalSeconds * Math.Pow(2, failed.AttemptNumber), Longest.TotalSeconds);
        var backOff = TimeSpan.FromSeconds(doubled * (1 + _chance()) / 2);
        return failed.Outcome.Exception is StoreUnavailableException { RetryAfter: { } asked } && asked > backOff ? asked : backOff;
    }
}
