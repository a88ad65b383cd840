using System.Collections.Concurrent;
using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Says that a repeat costs nothing outside, so that nobody asks first.</summary>
internal sealed class IndoorPins(IPinStore pins) : IPinStore
{
    public PinTraits Traits => pins.Traits with { IsOutside = false };

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

    public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
}

/// <summary>Holds every caller until so many are there at once; then lets all through.</summary>
internal sealed class HeldPins(int until) : IPinStore
{
    private readonly TaskCompletionSource _there = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _now;

    /// <summary>The most that were there at once.</summary>
    public int Most { get; private set; }

    public PinTraits Traits { get; } = new("held", IsOutside: false, MaxBytes: long.MaxValue);

    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        lock (_lock) Most = Math.Max(Most, ++_now);
        if (Most >= until) _there.TrySetResult();
        await _there.Task.WaitAsync(cancel);
        await Task.Yield();
        lock (_lock) _now--;
        return new Pin(request.Name, request.Cid, request.Name, request.Content.Length);
    }

    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => ValueTask.FromResult(ImmutableArray<Pin>.Empty);

    public ValueTask UnpinAsync(string id, CancellationToken cancel) => ValueTask.CompletedTask;

    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => AsyncEnumerable.Empty<Pin>();
}

/// <summary>An index in memory whose first writes fail where the script says so.</summary>
internal sealed class FailingNames(IEnumerable<bool> failures) : INameIndex
{
    private readonly ConcurrentQueue<bool> _failures = new(failures);

    public ConcurrentDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        if (_failures.TryDequeue(out var fails) && fails) throw new StoreUnavailableException("503");
        Values[key] = value;
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> FindAsync(string key, CancellationToken cancel) => ValueTask.FromResult(Values.GetValueOrDefault(key));

    public ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel) => throw new NotSupportedException();
}
