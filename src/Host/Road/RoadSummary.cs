using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What a verb says when the road has been run.</summary>
internal static class RoadSummary
{
    private const int ShownFailures = 10;

    public static void Show(Invocation call, RoadOutcome outcome, HomePaths home)
    {
        if (call.WantsJson) call.Output.Json(outcome.Document());
        else call.Output.Line(outcome.Line());
        if (StageTable.Line(outcome.Summary()) is { } busy) call.Output.Tell(Severity.Info, "run.busy", busy);

        // As events they were told when they happened.
        if (!call.Output.WritesJsonLines) foreach (var (window, reason) in outcome.Failures(ShownFailures)) call.Output.Note($"failed: {window}: {reason}");
        if (outcome.Stopped() is { } stopped) call.Output.Tell(Severity.Warning, "run.stopped", stopped, ("left", outcome.Left));
        if (Drops(outcome.Tally.Drops) is { Length: > 0 } dropped) call.Output.Tell(Severity.Info, "readings.dropped", $"left out: {dropped}");
        if (File.Exists(home.Gallery) && !call.WantsJson) call.Output.Line($"gallery: {home.Gallery}");
    }

    // Cells without a value are how sensors of different rhythm share a table; nobody wants to hear of them.
    private static string Drops(Drops drops) => string.Join(", ", Enum.GetValues<DropReason>()
        .Where(reason => reason != DropReason.Empty && drops[reason] > 0)
        .Select(reason => $"{drops[reason]:N0} {Words(reason)}"));

    private static string Words(DropReason reason) => reason switch
    {
        DropReason.Malformed => "values that are no numbers",
        DropReason.NotANumber => "NaN values",
        DropReason.Infinite => "infinite values",
        DropReason.BadTime => "rows without a valid time",
        DropReason.Duplicate => "values replaced by another at the same instant",
        _ => "empty values",
    };
}
