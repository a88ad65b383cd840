using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>Tells everyone who listens what happens, and waits for nobody: each has a bounded queue, and who falls behind loses the oldest and is told so.</summary>
internal sealed class EventHub(IClock clock)
{
    private const int Kept = 256;

    private ImmutableHashSet<Listener> _listeners = [];

    public bool IsHeard => !Volatile.Read(ref _listeners).IsEmpty;

    public void Tell(ServiceEvent happened)
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener.Tell(happened);
    }

    public IAsyncEnumerable<ServiceEvent> ListenAsync(CancellationToken cancel)
    {
        // From the call on, not from when the first is asked for.
        var listener = new Listener();
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        // And until it is called off, also by one who never asks for the first.
        return FollowAsync(listener, cancel.UnsafeRegister(_ => Forget(listener), null), cancel);
    }

    private async IAsyncEnumerable<ServiceEvent> FollowAsync(Listener listener, CancellationTokenRegistration gone, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            await foreach (var happened in listener.Queue.Reader.ReadAllAsync(cancel))
            {
                if (listener.ForgetLoss()) yield return new EventsMissed(clock.GetCurrentInstant());
                yield return happened;
            }
        }
        finally
        {
            await gone.DisposeAsync();
            Forget(listener);
        }
    }

    private void Forget(Listener listener) => ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Remove(one), listener);

    private sealed class Listener
    {
        private int _hasLost;

        public Listener() => Queue = Channel.CreateBounded<ServiceEvent>(
            new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Volatile.Write(ref _hasLost, 1));

        public Channel<ServiceEvent> Queue { get; }

        public void Tell(ServiceEvent happened) => Queue.Writer.TryWrite(happened);

        public bool ForgetLoss() => Interlocked.Exchange(ref _hasLost, 0) == 1;
    }
}
