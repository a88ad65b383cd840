using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using Polly;
using Polly.Retry;

namespace VizPipeline.Stages;

/// <summary>
/// A source that may go away for a while. What is asked of it is asked again a few times, at growing distances; a pass that breaks is begun again after
/// the last row it gave, and each row that comes is worth as many attempts again.
/// </summary>
/// <remarks>As long as it has never answered there is nothing that was lost: what is wrong then is told at once.</remarks>
/// <param name="readings">The source.</param>
/// <param name="clock">Waits.</param>
/// <param name="lost">Hears once, each time the source is lost, why and how long it waits before it tries again.</param>
public sealed class ResumingReadings(IReadings readings, TimeProvider clock, Action<SourceException, TimeSpan> lost) : IReadings
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
            OnRetry = retry =>
            {
                if (retry.AttemptNumber == 0) lost((SourceException)retry.Outcome.Exception!, retry.RetryDelay);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    private bool _hasAnswered;

    public string Name => readings.Name;

    public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) =>
        AskAsync(token => readings.OffersAsync(sensors, token), cancel);

    public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) =>
        AskAsync(token => readings.ExtentsAsync(sensors, token), cancel);

    public async IAsyncEnumerable<ReadingBatch> ReadAsync(
        ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = start;
        IAsyncEnumerator<ReadingBatch>? pass = null;
        try
        {
            while (await AskAsync(NextAsync, cancel) is { } batch)
            {
                if (batch.Ticks.Length > 0) next = Instant.FromUnixTimeTicks(batch.Ticks.Span[^1]) + Duration.FromTicks(1);
                yield return batch;
            }
        }
        finally
        {
            if (pass is not null) await pass.DisposeAsync();
        }

        async ValueTask<ReadingBatch?> NextAsync(CancellationToken token)
        {
            pass ??= readings.ReadAsync(sensors, next, end, drops, cancel).GetAsyncEnumerator(cancel);
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

    private async ValueTask<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancel)
    {
        var answer = Volatile.Read(ref _hasAnswered) ? await _retry.ExecuteAsync(ask, cancel) : await ask(cancel);
        Volatile.Write(ref _hasAnswered, true);
        return answer;
    }
}
