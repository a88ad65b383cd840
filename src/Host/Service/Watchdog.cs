using System.Globalization;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>
/// Says to the supervisor that the service lives, for as long as it comes round or moves, readings are pulled, too; one that hangs is not spoken for, and started anew.
/// And what it is doing.
/// </summary>
/// <param name="supervisor">Whom it tells.</param>
/// <param name="state">How the service stands.</param>
/// <param name="time">Measures the silence. It does not jump: a wall clock that is set forward, or a machine that slept, makes nothing look dead.</param>
/// <param name="longest">How long the service may be silent: it waits for providers that are down.</param>
internal sealed class Watchdog(Supervisor supervisor, Func<ServiceState> state, TimeProvider time, Duration longest)
{
    private Instant _heartbeat;
    private long _heardAt;

    /// <summary>Until cancelled; returns at once where nobody watches.</summary>
    public async Task WatchAsync(CancellationToken over)
    {
        if (supervisor.WatchdogInterval is not { } interval) return;

        using var timer = new PeriodicTimer(interval, TimeProvider.System);
        do
        {
            if (IsAlive()) supervisor.Alive();
            supervisor.Status(Line(state()));
            await ((Task)timer.WaitForNextTickAsync(over).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!over.IsCancellationRequested);
    }

    /// <summary>Whether the service came round or moved lately.</summary>
    public bool IsAlive()
    {
        if (state().Heartbeat is var heartbeat && heartbeat != _heartbeat) (_heartbeat, _heardAt) = (heartbeat, time.GetTimestamp());
        return time.GetElapsedTime(_heardAt) < longest.ToTimeSpan();
    }

    // What matters most comes first: a long line is cut.
    private static string Line(ServiceState state)
    {
        var doing = state.Working ?? (state.CaughtUp ? "everything is current" : "waiting");
        var backlog = state.Backlog is > 0 and var left ? string.Create(CultureInfo.InvariantCulture, $", {left:N0} windows left") : "";
        var down = string.Concat(state.Dependencies.Where(one => !one.IsUp).Select(one => $"{one.Name} is down; "));
        return string.Create(CultureInfo.InvariantCulture, $"{down}{doing}{backlog}, {state.Published:N0} pictures since the start");
    }
}
