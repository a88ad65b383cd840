using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>All that is kept of one run.</summary>
internal sealed record RunPage(RunRecord Run)
{
    public IEnumerable<string> Lines()
    {
        yield return $"run {Run.Id}: {Run.Verb} at {Run.Started}, {(Run is { Finished: { } finished, ExitCode: { } code } ? $"ended at {finished} with exit {code}" : "not finished: it goes on, or was killed")}";
        if (Run.LastLine is { } said) yield return said;
        if (Run.Summary is not { } summary) yield break;

        yield return string.Join(", ", summary.Counts.ByName.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key.Replace('_', ' ')}")));
        foreach (var line in StageTable.Lines(summary)) yield return line;
        if (StageTable.Bottleneck(summary.Stages, summary.Elapsed) is { } bottleneck) yield return $"bottleneck: {bottleneck}";
    }

    public object Document() => new
    {
        id = Run.Id,
        verb = Run.Verb,
        started = Run.Started.ToString(),
        finished = Run.Finished?.ToString(),
        exitCode = Run.ExitCode,
        summary = Run.LastLine,
        windows = Run.Summary?.Counts.ByName,
        bytes = Run.Summary?.Bytes,
        seconds = Run.Summary is { } kept ? Math.Round(kept.Elapsed.TotalSeconds, 3) : (double?)null,
        bottleneck = Run.Summary is { } known ? StageTable.Bottleneck(known.Stages, known.Elapsed) : null,
        stages = Run.Summary?.Stages.Select(stage => new
        {
            stage = stage.Name,
            items = stage.Items,
            workers = stage.Workers,
            busySeconds = Math.Round(stage.Busy.TotalSeconds, 3),
            blockedSeconds = Math.Round(stage.Blocked.TotalSeconds, 3),
        }),
    };
}
