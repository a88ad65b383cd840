using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>
/// Gathers what many callers write into an index at once: everything that comes within a second goes out together, at most one batch a second, one after the
/// other. Each caller completes when its pair is durable; of a key that comes again before its batch is sent, the newest value is. Reads go straight through.
/// </summary>
/// <param name="names">The index.</param>
/// <param name="mostPairs">Pairs in a batch.</param>
/// <param name="time">Measures the second.</param>
public sealed class CommitBatches(INameIndex names, int mostPairs, TimeProvider time) : INameIndex, IAsyncDisposable
{
    /// <summary>Of keys and values, in characters; a bulk write takes some hundred times as much.</summary>
    private const int MostCharacters = 16 << 20;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over = new();
    private Batch? _open;
    private Task _sending = Task.CompletedTask;
    private long? _sentAt;
    private Batch? _sent;

    /// <summary>Hears of each batch that goes out, and why then.</summary>
    public Action<BatchTrigger> Sending { get; init; } = _ => { };

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        Task<Failure?> sent;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_over.IsCancellationRequested, this);
            if (_open is null)
            {
                var batch = _open = new Batch(time.GetTimestamp());
                _sending = SendAfterAsync(_sending, batch);
            }

            (_open.Pairs[key], sent) = (value, _open.Sent.Task);
            _open.Characters += key.Length + value.Length;
            if (_open.Pairs.Count >= mostPairs) Close(_open, BatchTrigger.Count);
            else if (_open.Characters >= MostCharacters) Close(_open, BatchTrigger.Bytes);
        }

        if (await sent.WaitAsync(cancel) is { } failure && failure.Struck(key)) throw SharedFailure.ForOneCaller(failure.Cause);
    }

    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) =>
        await Task.WhenAll(pairs.Select(pair => PutAsync(pair.Key, pair.Value, cancel).AsTask()));

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => names.FindAsync(key, cancel);

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => names.FindAllAsync(keys, cancel);

    /// <summary>Waits where the key was written within the last second: of a key the index takes one write a second.</summary>
    public async ValueTask DeleteAsync(string key, CancellationToken cancel)
    {
        TimeSpan early;
        lock (_lock) early = _sent?.Pairs.ContainsKey(key) == true && _sentAt is { } sentAt ? Pace - time.GetElapsedTime(sentAt) : TimeSpan.Zero;
        if (early > TimeSpan.Zero) await Task.Delay(early, time, cancel);
        await names.DeleteAsync(key, cancel);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => names.ListAsync(prefix, cancel);

    /// <summary>Drops what was not sent yet; its callers hear of that.</summary>
    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_lock) sending = _sending;
        await _over.CancelAsync();
        await sending;
        _over.Dispose();
    }

    // Under the lock.
    private void Close(Batch batch, BatchTrigger trigger)
    {
        if (_open == batch) (_open, batch.Trigger) = (null, trigger);
        batch.Full.TrySetResult();
    }

    // As a task of its own, so that whatever a write throws becomes its callers' failure and never keeps the next batch.
    private async Task SendAfterAsync(Task before, Batch batch)
    {
        // Never within the lock: on a machine that was stopped for a second the batch is due at once, before its first pair is in it.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var sending = SendAsync(batch);
        await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        batch.Sent.SetFromTask(sending);
    }

    private async Task<Failure?> SendAsync(Batch batch)
    {
        try
        {
            await WaitAsync(batch);
        }
        finally
        {
            lock (_lock) Close(batch, BatchTrigger.Time);
        }

        Sending(batch.Trigger);

        try
        {
            await names.PutAllAsync(batch.Pairs, _over.Token);
            return null;
        }
        catch (NamesUnwrittenException cause)
        {
            return new(cause, [.. cause.Keys]);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or StoreRefusedException or ContentRefusedException or ArgumentException)
        {
            return new(cause, Keys: null);
        }
        finally
        {
            // When it arrived nobody knows: of the same key the index takes one write a second.
            lock (_lock) (_sentAt, _sent) = (time.GetTimestamp(), batch);
        }
    }

    // Until it is full or a second old, and a second after the end of the one before.
    private async Task WaitAsync(Batch batch)
    {
        var unfilled = Pace - time.GetElapsedTime(batch.OpenedAt);
        if (unfilled > TimeSpan.Zero)
        {
            await using var old = time.CreateTimer(static batch => ((Batch)batch!).Full.TrySetResult(), batch, unfilled, Timeout.InfiniteTimeSpan);
            await using var over = _over.Token.UnsafeRegister(static batch => ((Batch)batch!).Full.TrySetResult(), batch);
            await batch.Full.Task;
        }

        _over.Token.ThrowIfCancellationRequested();
        var early = _sentAt is { } sentAt ? Pace - time.GetElapsedTime(sentAt) : TimeSpan.Zero;
        if (early > TimeSpan.Zero) await Task.Delay(early, time, _over.Token);
    }

    /// <summary>Pairs that go out together, guarded by the owner's lock until it is closed.</summary>
    private sealed class Batch(long openedAt)
    {
        public Dictionary<string, string> Pairs { get; } = new(StringComparer.Ordinal);

        public long Characters { get; set; }

        public long OpenedAt => openedAt;

        public BatchTrigger Trigger { get; set; }

        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Failure?> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <param name="Cause">Why.</param>
    /// <param name="Keys">Those that are not written; null for all.</param>
    private sealed record Failure(Exception Cause, ImmutableHashSet<string>? Keys)
    {
        public bool Struck(string key) => Keys?.Contains(key) ?? true;
    }
}
