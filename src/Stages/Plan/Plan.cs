using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>What a run is going to do. Small, however many windows there are: the windows themselves stay in the ledger.</summary>
/// <param name="Agenda">Tells the windows of any day.</param>
/// <param name="Counts">By sensor name and kind.</param>
/// <param name="Requests">The stretches of days that have something to do, in order of time.</param>
/// <param name="NeedsSpan">Whether a cumulative window is among them, so that every day from the anchor on must be read.</param>
public sealed record Plan(
    Agenda Agenda, ImmutableSortedDictionary<(string Sensor, WindowKind Kind), PlanCounts> Counts, ImmutableArray<Request> Requests, bool NeedsSpan)
{
    /// <summary>Every day of the run's sensors; null where there is none.</summary>
    public Request? Everything => Agenda.Spans.IsEmpty ? null : new Request(Agenda.Spans.Min(span => span.First), Agenda.Spans.Max(span => span.Last));

    /// <summary>Windows that the run looks at.</summary>
    public long Tasks => Counts.Values.Sum(counts => counts.ToFinish + counts.ToCompare);
}
