using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Shows a running road: a bar where a person watches, else a plain line every few seconds.</summary>
internal sealed class RoadView(Output output, RoadTally tally, RoadWatch watch, TimeProvider time)
{
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private ImmutableArray<StageFigures> _before = [];
    private long _lookedAt = time.GetTimestamp();
    private long _total;

    /// <summary>The plan is known from here on.</summary>
    public void Begin(long windows) => Volatile.Write(ref _total, windows);

    public async Task<T> WatchAsync<T>(Task<T> work)
    {
        if (output.IsTerminal) await ShowBarAsync(work);
        else await WriteLinesAsync(work);
        return await work;
    }

    private async Task WriteLinesAsync(Task work)
    {
        using var timer = new PeriodicTimer(LineEvery, time);
        while (!work.IsCompleted)
        {
            if (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) == work) return;
            if (Total > 0) output.Note($"{tally.Settled:N0} of {Total:N0} windows, {Figures()}");
        }
    }

    private Task ShowBarAsync(Task work) => output.Terminal.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(async bars =>
        {
            var bar = bars.AddTask("planning", maxValue: 1);
            using var timer = new PeriodicTimer(BarEvery, time);
            while (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work)
            {
                if (Total == 0) continue;
                (bar.MaxValue, bar.Value) = (Total, tally.Settled);
                bar.Description = Markup.Escape($"{tally.Settled:N0}/{Total:N0}  {Figures()}");
            }
        });

    private long Total => Volatile.Read(ref _total);

    private string Figures()
    {
        var elapsed = time.GetElapsedTime(_started);
        var rate = tally.Settled / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - tally.Settled) / rate) : (TimeSpan?)null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Published / Math.Max(elapsed.TotalSeconds, 0.001):N0} pictures/s, {(left is { } eta ? $"{Durations.Text(eta)} left" : "time left unknown")}, bottleneck: {Bottleneck()}");
    }

    /// <summary>The stage whose workers were busiest since the last look.</summary>
    private string Bottleneck()
    {
        var now = watch.Look();
        var elapsed = time.GetElapsedTime(_lookedAt);
        var before = _before.ToDictionary(stage => stage.Name, stage => stage.Busy, StringComparer.Ordinal);
        (_before, _lookedAt) = (now, time.GetTimestamp());
        return now.Select(stage => stage with { Busy = stage.Busy - before.GetValueOrDefault(stage.Name) })
            .MaxBy(stage => stage.Utilisation(elapsed))?.Name ?? "none yet";
    }
}
