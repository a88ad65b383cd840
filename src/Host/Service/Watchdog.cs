using NodaTime;

namespace VizPipeline.Host;

/// <summary>Says to the supervisor that the service lives, for as long as it comes round or moves, readings are pulled, too; one that hangs is not spoken for, and started anew.</summary>
/// <param name="supervisor">Whom it tells.</param>
/// <param name="state">How the service stands.</param>
/// <param name="clock">What time it is.</param>
/// <param name="longest">How long the service may be silent: it waits for providers that are down.</param>
internal sealed class Watchdog(Supervisor supervisor, Func<ServiceState> state, IClock clock, Duration longest)
{
    /// <summary>Until cancelled; returns at once where nobody watches.</summary>
    public async Task WatchAsync(CancellationToken over)
    {
        if (supervisor.WatchdogInterval is not { } interval) return;

        using var timer = new PeriodicTimer(interval, TimeProvider.System);
        do
        {
            if (IsAlive()) supervisor.Alive();
            await ((Task)timer.WaitForNextTickAsync(over).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!over.IsCancellationRequested);
    }

    /// <summary>Whether the service came round or moved lately.</summary>
    public bool IsAlive() => clock.GetCurrentInstant() - state().Heartbeat < longest;
}
