using NodaTime;

namespace VizPipeline.Host;

/// <summary>Waits by the system's clocks. The one that timers run by stands still while the machine sleeps, and the wall clock may be set: so it looks up every minute.</summary>
internal sealed class SystemNap(IClock clock, TimeProvider time) : INap
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task UntilAsync(Instant? until, Task waking, CancellationToken cancel)
    {
        var left = until is { } at ? (at - clock.GetCurrentInstant()).ToTimeSpan() : Longest;
        if (left <= TimeSpan.Zero) return;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(waking, Task.Delay(left < Longest ? left : Longest, time, over.Token));
        await over.CancelAsync();
    }
}
