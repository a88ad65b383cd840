using Polly;
using Polly.Retry;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Sends what waits in an outbox, beside the road. Events may arrive in any order, and one may arrive twice; its id tells.</summary>
/// <param name="outbox">What waits.</param>
/// <param name="sender">The way to the receiver.</param>
/// <param name="time">Waits.</param>
/// <param name="note">Hears, once, why events stay; and of each one that is given up.</param>
public sealed class OutboxDelivery(Outbox outbox, WebhookSender sender, TimeProvider time, Action<string> note)
{
    /// <summary>How long what is left when the road ends may still take, while it goes well.</summary>
    public static readonly TimeSpan LastCall = TimeSpan.FromSeconds(10);

    /// <summary>After a receiver has failed this often, each time with all its retries, it is left alone for a while.</summary>
    private const int MostMisses = 5;
    private const int Page = 64;
    private const int AtOnce = 8;
    private const int Retries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline<WebhookAnswer> _retry = new ResiliencePipelineBuilder<WebhookAnswer> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<WebhookAnswer>
        {
            ShouldHandle = tried => ValueTask.FromResult(tried.Outcome.Result is { Verdict: WebhookVerdict.Unavailable }),
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            UseJitter = true,
            DelayGenerator = tried => ValueTask.FromResult(tried.Outcome.Result?.RetryAfter is { } asked && asked > TimeSpan.Zero ? (TimeSpan?)Shorter(asked, LongestDelay) : null),
        })
        .Build();

    private int _misses;
    private int _isTold;

    /// <summary>Runs until the road is over, then for at most <see cref="LastCall"/> more. What is left stays in the outbox.</summary>
    /// <param name="over">The road has ended: nothing is waited for any more.</param>
    /// <param name="abort">Ends it at once; what was under way may have arrived.</param>
    public async Task RunAsync(CancellationToken over, CancellationToken abort)
    {
        using var lastCall = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var called = over.Register(() => lastCall.CancelAfter(LastCall));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(abort, lastCall.Token);
        try
        {
            while (true)
            {
                var isLast = over.IsCancellationRequested;
                await PassAsync(over, end.Token);
                if (isLast) return;
                await (_misses > 0 ? Task.Delay(Pause, time, over) : outbox.NewsAsync(over).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                end.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The outbox keeps what is left.
        }
    }

    // Everything that waits, once; or until the receiver is found to be out of order.
    private async Task PassAsync(CancellationToken over, CancellationToken cancel)
    {
        Volatile.Write(ref _misses, 0);
        var most = over.IsCancellationRequested ? 1 : MostMisses;
        for (var after = 0L; outbox.Next(after, Page) is { IsEmpty: false } page && Volatile.Read(ref _misses) < most; after = page[^1].Number)
        {
            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, token) =>
            {
                if (Volatile.Read(ref _misses) < most) await DeliverAsync(item, over, token);
            });
        }
    }

    private async Task DeliverAsync(OutboxItem item, CancellationToken over, CancellationToken cancel)
    {
        var answer = await TryAsync(OutboxJson.ToMessage(item.Id, item.Event), over, cancel);
        if (answer.Verdict == WebhookVerdict.Taken)
        {
            await outbox.SentAsync(item, cancel);
            return;
        }

        Interlocked.Increment(ref _misses);
        if (Interlocked.Exchange(ref _isTold, 1) == 0) note($"webhook {sender.Name}: {answer.Reason}; events are kept and sent later");
        if (answer.Verdict == WebhookVerdict.Refused && await outbox.RefusedAsync(item, cancel)) note($"webhook {sender.Name}: event {item.Id} ({item.Event.Type}) was refused {Outbox.MostRefusals} times and is given up");
    }

    // The road's end cuts waiting short, but never a delivery.
    private async Task<WebhookAnswer> TryAsync(WebhookMessage message, CancellationToken over, CancellationToken cancel)
    {
        if (over.IsCancellationRequested) return await sender.SendAsync(message, cancel);
        var last = new WebhookAnswer(WebhookVerdict.Unavailable, "", null);
        try
        {
            return await _retry.ExecuteAsync(async _ => last = await sender.SendAsync(message, cancel), over);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return last;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
