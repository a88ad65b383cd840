using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>One line of a dry run: what is known of a sensor's windows of one kind, and what the readings say of them.</summary>
internal sealed record PlanLine(string Sensor, WindowKind Kind, PlanCounts Counts, WindowFindings Found)
{
    public IReadOnlyList<string> Row() =>
    [
        Sensor, Kind.Interval(), .. new[]
        {
            Counts.Windows, Counts[WindowState.Done], Counts[WindowState.Empty], Counts[WindowState.Failed], Counts[WindowState.Dead],
            Counts.Open, Found.Stale, Found.ToDraw, Found.Empty,
        }.Select(number => number.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    public object Document() => new
    {
        sensor = Sensor,
        interval = Kind.Interval(),
        windows = Counts.Windows,
        planned = Counts[WindowState.Planned],
        pinning = Counts[WindowState.Pinning],
        pinned = Counts[WindowState.Pinned],
        done = Counts[WindowState.Done],
        empty = Counts[WindowState.Empty],
        failed = Counts[WindowState.Failed],
        dead = Counts[WindowState.Dead],
        open = Counts.Open,
        stale = Found.Stale,
        toDraw = Found.ToDraw,
        withoutReadings = Found.Empty,
        estimatedBytes = Found.Bytes,
    };
}
