using System.Collections.Immutable;
using NodaTime;
using Polly;
using Polly.Retry;

namespace VizPipeline.Stages;

/// <summary>Reads days through a source that may go away for a while: a pass that breaks is begun again after the last complete day.</summary>
public sealed class ResumingDays(DayReader days, TimeProvider clock)
{
    private const int Attempts = 5;

    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SourceException>(cause => cause.MayPass),
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            MaxDelay = TimeSpan.FromSeconds(15),
            UseJitter = true,
        })
        .Build();

    public async IAsyncEnumerable<DayStrips> ReadAsync(
        ImmutableArray<Sensor> sensors,
        LocalDate first,
        LocalDate last,
        Drops drops,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var next = first;
        IAsyncEnumerator<DayStrips>? pass = null;
        try
        {
            while (next <= last && await _retry.ExecuteAsync(async token => await NextAsync(token), cancel) is { } day)
            {
                next = day.Day.Date.PlusDays(1);
                yield return day;
            }
        }
        finally
        {
            if (pass is not null) await pass.DisposeAsync();
        }

        async ValueTask<DayStrips?> NextAsync(CancellationToken token)
        {
            pass ??= days.ReadAsync(sensors, next, last, drops, cancel).GetAsyncEnumerator(cancel);
            try
            {
                return await pass.MoveNextAsync() ? pass.Current : null;
            }
            catch (SourceException)
            {
                token.ThrowIfCancellationRequested();
                await pass.DisposeAsync();
                pass = null;
                throw;
            }
        }
    }
}
