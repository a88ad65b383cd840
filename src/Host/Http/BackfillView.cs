using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>A backfill, under way or of the past.</summary>
/// <param name="Id">The run in the ledger.</param>
/// <param name="State">Where in its life it is.</param>
/// <param name="Verb">The command, or the service's own word for it.</param>
/// <param name="Started">When it was taken on.</param>
/// <param name="Finished">Null until it has ended.</param>
/// <param name="Total">Windows it looks at; null where that is not known.</param>
/// <param name="Windows">By what became of them; null where that is not known.</param>
/// <param name="Bytes">Of the pictures drawn.</param>
/// <param name="LastLine">The sentence it ended with.</param>
internal sealed record BackfillView(
    long Id, ShownRunState State, string Verb, string Started, string? Finished, long? Total, IReadOnlyDictionary<string, long>? Windows, long? Bytes, string? LastLine)
{
    public static BackfillView Of(BackfillProgress progress) => new(
        progress.Id, Enum.Parse<ShownRunState>(progress.State.ToString()), "backfill", $"{progress.Started}", progress.Finished?.ToString(), progress.Total, progress.Counts.ByName, progress.Bytes, progress.LastLine);

    public static BackfillView Of(RunRecord run) => new(
        run.Id, StateOf(run), run.Verb, $"{run.Started}", run.Finished?.ToString(), run.Summary?.Counts.LookedAt, run.Summary?.Counts.ByName, run.Summary?.Bytes, run.LastLine);

    private static ShownRunState StateOf(RunRecord run) => (ExitCode?)run.ExitCode switch
    {
        null => ShownRunState.Unfinished,
        ExitCode.Clean => ShownRunState.Done,
        ExitCode.SomeFailed => ShownRunState.SomeFailed,
        ExitCode.Interrupted => ShownRunState.Cancelled,
        _ => ShownRunState.Interrupted,
    };
}

/// <param name="Backfills">Newest first.</param>
internal sealed record BackfillList(ImmutableArray<BackfillView> Backfills);

/// <summary>The states of <see cref="BackfillState"/>, and the one of a run that nobody here has heard the end of.</summary>
internal enum ShownRunState
{
    Waiting,
    Running,
    Stopping,
    Done,
    SomeFailed,
    Cancelled,
    Interrupted,

    /// <summary>Of another process, which works on it or was killed.</summary>
    Unfinished,
}
