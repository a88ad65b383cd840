using System.Globalization;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>Pulls readings now and then, beside everything else. A source that is down is asked again at growing distances.</summary>
/// <param name="sync">What pulls.</param>
/// <param name="every">How often.</param>
/// <param name="dependencies">Hear whether it could.</param>
/// <param name="output">Where to speak.</param>
/// <param name="clock">What time it is.</param>
/// <param name="time">Waits.</param>
internal sealed class SyncLoop(Sync sync, Duration every, Dependencies dependencies, Output output, IClock clock, TimeProvider time)
{
    /// <summary>Once; what goes wrong is told, and is no exception.</summary>
    public async Task PullAsync(CancellationToken cancel)
    {
        SyncReport? report = null;
        var wrong = await Failures.OfAsync(async () => report = await sync.RunAsync(full: false, cancel));
        if (cancel.IsCancellationRequested) return;

        if (wrong is not null) dependencies.Down(Dependencies.Sync, wrong.Message.ReplaceLineEndings(" "));
        else if (report is { Mismatches: [var first, .. var more] })
            dependencies.Down(Dependencies.Sync, more.IsEmpty ? first.Line : string.Create(CultureInfo.InvariantCulture, $"{first.Line}; and so in {more.Length:N0} more"));
        else dependencies.Up(Dependencies.Sync);
        if (report is { HasChanged: true }) output.Record(Severity.Info, "sync.pulled", string.Create(CultureInfo.InvariantCulture, $"pulled {report.Rows:N0} rows"), ("rows", report.Rows));
    }

    /// <summary>Again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var next = dependencies.NextTryOf(Dependencies.Sync) is { } again ? again - clock.GetCurrentInstant() : every;
            await Task.Delay(Duration.Max(next, Duration.Zero).ToTimeSpan(), time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCancellationRequested) await PullAsync(over);
        }
    }
}
