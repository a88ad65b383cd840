using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A desk without a service, at which a test says what happens.</summary>
internal sealed class SpokenDesk : IDesk
{
    public static readonly Instant Now = Instant.FromUtc(2025, 11, 9, 21, 5);

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<Channel<ServiceEvent>> _listeners = [];

    /// <summary>Completes when somebody listens no more.</summary>
    public Task Left => _left.Task;

    public ConcurrentQueue<string> Redrawn { get; } = new();

    /// <summary>The only one that it knows.</summary>
    public BackfillProgress? Backfill { get; set; }

    public ServiceState State { get; set; } = new(Now, Now, Working: null, NextDue: Now + Duration.FromMinutes(57), CaughtUp: true, Backlog: 0, Published: 7, PerMinute: 0, []);

    public void Tell(ServiceEvent happened)
    {
        foreach (var listener in _listeners) listener.Writer.TryWrite(happened);
    }

    /// <summary>Ends every stream of events.</summary>
    public void HangUp()
    {
        foreach (var listener in Interlocked.Exchange(ref _listeners, [])) listener.Writer.Complete();
    }

    public ValueTask<long> BeginAsync(RunChoice choice, CancellationToken cancel) => throw new DeskFullException("8 backfills are under way, as many as may be");

    public BackfillProgress? Find(long id) => Backfill is { } known && known.Id == id ? known : null;

    public bool Cancel(long id) => false;

    public ValueTask RedrawAsync(LedgerEntry entry, CancellationToken cancel)
    {
        Redrawn.Enqueue(entry.Key);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<ServiceEvent> ListenAsync(CancellationToken cancel)
    {
        var listener = Channel.CreateUnbounded<ServiceEvent>();
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        cancel.UnsafeRegister(_ => _left.TrySetResult(), null);
        return listener.Reader.ReadAllAsync(cancel);
    }
}
