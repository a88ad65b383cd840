using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>What became of a run.</summary>
/// <param name="Plan">What it set out to do.</param>
/// <param name="Runs">The engine's reports, in order.</param>
public sealed record BackfillReport(Plan Plan, ImmutableArray<RunReport> Runs)
{
    public bool ReadToEnd => Runs.All(run => run.ReadToEnd);

    public IEnumerable<Fault> Faults => Runs.SelectMany(run => run.Faults);

    public TimeSpan Elapsed => Runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Elapsed);
}
