using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;
using SystemdState = Microsoft.Extensions.Hosting.Systemd.ServiceState;

namespace VizPipeline.Host;

/// <summary>
/// Tells systemd how the process stands, where systemd started it and wants to know; otherwise nobody. That it cannot be told is no failure of ours: it asks by its
/// own means in the end.
/// </summary>
/// <param name="notifier">Speaks to the socket that systemd named.</param>
/// <param name="environment">What systemd said to the process.</param>
/// <param name="processId">Of this process.</param>
/// <param name="redact">Blots out secrets.</param>
internal sealed class Supervisor(ISystemdNotifier notifier, IReadOnlyDictionary<string, string> environment, int processId, Func<string, string> redact)
{
    public static Supervisor OfProcess(IReadOnlyDictionary<string, string> environment, Func<string, string> redact) =>
        new(new SystemdNotifier(), environment, Environment.ProcessId, redact);

    /// <summary>How often <see cref="Alive"/> is to be said: twice in the time after which systemd gives the process up. Null where it does not watch.</summary>
    public TimeSpan? WatchdogInterval { get; } =
        long.TryParse(environment.GetValueOrDefault("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
        && (environment.GetValueOrDefault("WATCHDOG_PID") is not { Length: > 0 } watched || watched == processId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(microseconds / 2)
            : null;

    /// <summary>It has begun to work: what was ordered after it may start.</summary>
    public void Ready() => Tell("READY=1");

    /// <summary>It still comes round.</summary>
    public void Alive() => Tell("WATCHDOG=1");

    /// <summary>It was told to stop, and finishes what it has begun.</summary>
    public void Stopping() => Tell("STOPPING=1");

    /// <summary>What <c>systemctl status</c> shows beside it: one line.</summary>
    public void Status(string text) => Tell($"STATUS={Plain.Of(redact(text))}");

    private void Tell(string state)
    {
        if (!notifier.IsEnabled) return;
        try
        {
            notifier.Notify(new SystemdState(state));
        }
        catch (SocketException)
        {
            // systemd is being restarted, or has its socket full.
        }
    }
}
