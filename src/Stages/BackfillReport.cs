using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>What became of a run.</summary>
/// <param name="Plan">What it set out to do.</param>
/// <param name="Runs">The engine's reports, in order.</param>
/// <param name="Fatal">What ended it that no window is to blame for; null where nothing did.</param>
public sealed record BackfillReport(Plan Plan, ImmutableArray<RunReport> Runs, Fault? Fatal)
{
    // What is pinned, and what is read.
    private const int Lines = 2;

    /// <summary>Whether every window of the plan was looked at, whatever became of it.</summary>
    public bool ReadToEnd => Runs.Length == Lines && Runs.All(run => run.ReadToEnd);

    public IEnumerable<Fault> Faults => Runs.SelectMany(run => run.Faults);

    public TimeSpan Elapsed => Runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Elapsed);
}
