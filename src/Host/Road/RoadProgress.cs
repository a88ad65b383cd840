using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A running road in one line: how far, how fast, how long yet, and what holds it back.</summary>
internal sealed class RoadProgress(RoadTally tally, RoadWatch watch, TimeProvider time)
{
    private long _started;
    private ImmutableArray<StageFigures> _before = [];
    private long _lookedAt = time.GetTimestamp();
    private long _total = -1;

    /// <summary>The plan is known from here on.</summary>
    public void Begin(long windows)
    {
        Volatile.Write(ref _started, time.GetTimestamp());
        Volatile.Write(ref _total, windows);
    }

    /// <summary>Windows that have ended, as a part of all; 0 as long as nobody knows how many there are, 1 where there are none.</summary>
    public double Ratio => IsBegun ? Total == 0 ? 1 : Math.Min(1, (double)tally.Settled / Total) : 0;

    /// <summary>What the rest will take if it goes on as before; null as long as nobody knows.</summary>
    public TimeSpan? Left => !IsBegun ? null : Total == 0 ? TimeSpan.Zero : tally.Settled is var settled and > 0 ? Elapsed * (Math.Max(0, Total - settled) / (double)settled) : null;

    // -1 until the plan is known; written after the moment at which it was.
    private long Total => Volatile.Read(ref _total);

    private bool IsBegun => Total >= 0;

    private TimeSpan Elapsed => time.GetElapsedTime(Volatile.Read(ref _started));

    public Progress Look()
    {
        var (total, settled) = (Total, tally.Settled);
        if (total <= 0) return Progress.None;

        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var left = Left is { } rest ? Durations.Text(rest) + " left" : "time left unknown";
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
