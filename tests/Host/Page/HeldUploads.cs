using VizPipeline.Doubles;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>Both providers for a real process, of which Pinata holds every upload until it is told to let go: work that publishes pictures cannot end before.</summary>
internal sealed class HeldUploads : IAsyncDisposable
{
    private readonly CancellationTokenSource _letGo;
    private readonly HeldWaits _waits;
    private readonly ProviderDoubles _doubles;

    private HeldUploads(CancellationTokenSource letGo, HeldWaits waits, ProviderDoubles doubles) => (_letGo, _waits, _doubles) = (letGo, waits, doubles);

    /// <inheritdoc cref="ProviderDoubles.Environment"/>
    public (string Name, string? Value)[] Environment => _doubles.Environment;

    public static async Task<HeldUploads> StartAsync()
    {
        var letGo = new CancellationTokenSource();
        var waits = new HeldWaits(letGo.Token);
        var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero, waits);
        // The delay's length says nothing: it ends when it is let go.
        doubles.Pinata.Faults = FaultScript.Always(new DelayFault(TimeSpan.FromHours(1), FaultMoment.BeforeBody)).On(ProviderCall.Upload);
        return new(letGo, waits, doubles);
    }

    /// <summary>Returns when an upload is held.</summary>
    public Task BegunAsync(CancellationToken cancel) => _waits.Begun.WaitAsync(Viz.Patience, cancel);

    /// <summary>Lets those go on that are held, and all that come.</summary>
    public Task LetGoAsync() => _letGo.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _doubles.DisposeAsync();
        _letGo.Dispose();
    }

    /// <summary>The system's clock, by which every wait lasts until it is let go.</summary>
    private sealed class HeldWaits(CancellationToken letGo) : TimeProvider
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _begun.TrySetResult();
            return new HeldWait(letGo.UnsafeRegister(_ => callback(state), null));
        }
    }

    private sealed class HeldWait(CancellationTokenRegistration end) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => end.Dispose();

        public ValueTask DisposeAsync() => end.DisposeAsync();
    }
}
