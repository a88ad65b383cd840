using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>How a run's time was spent, stage by stage.</summary>
internal static class StageTable
{
    // Below, no stage held the others up for long: the run was too short, or waited for its readings.
    private const double Busy = 0.05;

    private const int BarCells = 8;

    /// <summary>A row a stage, under a head; nothing where no stage was opened.</summary>
    public static IEnumerable<string> Lines(RunSummary summary)
    {
        if (summary.Stages.IsEmpty) return [];

        IReadOnlyList<string> head = ["STAGE", "WORKERS", "ITEMS", "A SECOND", "BUSY", "BLOCKED"];
        return Columns.Of([head, .. summary.Stages.Select(stage => Row(stage, summary.Elapsed))]);
    }

    /// <summary>The same in one line; null where nothing was done.</summary>
    public static string? Line(RunSummary summary)
    {
        if (Bottleneck(summary.Stages, summary.Elapsed) is not { } bottleneck || summary.Counts.Done == 0) return null;

        return $"busy: {string.Join(", ", summary.Stages.Select(stage => $"{stage.Name} {Share(stage.Utilisation(summary.Elapsed))}"))}; bottleneck: {bottleneck}";
    }

    /// <summary>For a terminal: what waits before each stage, and how its workers spend their time, as bars.</summary>
    /// <param name="now">The stages.</param>
    /// <param name="since">What they did in a stretch of time until now.</param>
    /// <param name="elapsed">That stretch.</param>
    public static IEnumerable<string> Bars(ImmutableArray<StageFigures> now, ImmutableArray<StageSummary> since, Duration elapsed)
    {
        IReadOnlyList<string> head = ["", "A SECOND", "QUEUE", "", "BUSY", "", "BLOCKED", ""];
        return Columns.Of([head, .. now.Zip(since, (stage, did) => (IReadOnlyList<string>)
        [
            stage.Name, Number(elapsed > Duration.Zero ? did.Items / elapsed.TotalSeconds : 0),
            .. Cells((double)stage.Queued / stage.Capacity), .. Cells(did.Utilisation(elapsed)), .. Cells(did.Backpressure(elapsed)),
        ])]);
    }

    private static string[] Cells(double share) => [Bar.Of(share, BarCells), Share(share)];

    /// <summary>The stage whose workers had the least rest; null where none was busy.</summary>
    public static string? Bottleneck(ImmutableArray<StageSummary> stages, Duration elapsed)
    {
        var busiest = stages.MaxBy(stage => stage.Utilisation(elapsed));
        return busiest is not null && busiest.Utilisation(elapsed) >= Busy ? busiest.Name : null;
    }

    private static IReadOnlyList<string> Row(StageSummary stage, Duration elapsed) =>
    [
        stage.Name, Number(stage.Workers), Number(stage.Items), Number(elapsed > Duration.Zero ? stage.Items / elapsed.TotalSeconds : 0),
        Share(stage.Utilisation(elapsed)), Share(stage.Backpressure(elapsed)),
    ];

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
