using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A running road: how far, how fast, how long yet, and what holds it back; in one line, and stage by stage.</summary>
internal sealed class RoadProgress(RoadTally tally, RoadWatch watch, ProviderWatch providers, TimeProvider time)
{
    private readonly TimeLeft _left = new(tally, watch, providers);
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

    /// <summary>What the rest will take; null as long as nobody knows.</summary>
    public TimeSpan? Left => !IsBegun ? null : Total == 0 ? TimeSpan.Zero : _left.Of(Total, Elapsed);

    // -1 until the plan is known; written after the moment at which it was.
    private long Total => Volatile.Read(ref _total);

    private bool IsBegun => Total >= 0;

    private TimeSpan Elapsed => time.GetElapsedTime(Volatile.Read(ref _started));

    /// <summary>For one caller, who asks again and again.</summary>
    public Progress Look()
    {
        var (total, settled) = (Total, tally.Settled);
        if (total <= 0) return Progress.None;

        var (now, elapsed) = (watch.Look(), Duration.FromTimeSpan(time.GetElapsedTime(_lookedAt)));
        ImmutableArray<StageSummary> since = [.. now.Select((stage, at) => stage.Since(_before.IsEmpty ? null : _before[at]))];
        (_before, _lookedAt) = (now, time.GetTimestamp());
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var left = Left is { } rest ? Durations.Text(rest) + " left" : "time left unknown";
        var bottleneck = StageTable.Bottleneck(since, elapsed) ?? Waiting(now) ?? "none";
        var brief = string.Create(CultureInfo.InvariantCulture, $"{tally.Published / seconds:N0} pictures/s, {left}, bottleneck: {bottleneck}{Quotas()}");
        return new Progress(settled, total, brief, string.Create(CultureInfo.InvariantCulture, $"{settled:N0} of {total:N0} windows, {brief}"))
        {
            Details = [.. StageTable.Bars(now, since, elapsed)],
        };
    }

    // Where no item has ended lately, all wait for the last stage that has no worker left.
    private static string? Waiting(ImmutableArray<StageFigures> now) => now.LastOrDefault(stage => stage.InFlight >= stage.Workers)?.Name;

    private string Quotas() => string.Concat(providers.States.OrderBy(provider => provider.Provider, StringComparer.Ordinal)
        .Select(provider => string.Create(CultureInfo.InvariantCulture, $", {provider.Provider}: {provider.State.QuotaLeft:N0} requests left")));
}
