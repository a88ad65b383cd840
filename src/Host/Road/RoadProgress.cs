using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A running road in one line: how far, how fast, how long yet, and what holds it back.</summary>
internal sealed class RoadProgress(RoadTally tally, RoadWatch watch, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private ImmutableArray<StageFigures> _before = [];
    private long _lookedAt = time.GetTimestamp();
    private long _total;

    /// <summary>The plan is known from here on.</summary>
    public void Begin(long windows) => Volatile.Write(ref _total, windows);

    public Progress Look()
    {
        var (total, settled) = (Volatile.Read(ref _total), tally.Settled);
        if (total == 0) return Progress.None;

        var seconds = Math.Max(time.GetElapsedTime(_started).TotalSeconds, 0.001);
        var left = settled > 0 ? Durations.Text(TimeSpan.FromSeconds(Math.Max(0, total - settled) * seconds / settled)) + " left" : "time left unknown";
        var brief = string.Create(CultureInfo.InvariantCulture, $"{tally.Published / seconds:N0} pictures/s, {left}, bottleneck: {Bottleneck()}");
        return new Progress(settled, total, brief, string.Create(CultureInfo.InvariantCulture, $"{settled:N0} of {total:N0} windows, {brief}"));
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
