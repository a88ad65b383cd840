using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>One sensor's local day with all its windows, in order of kind and time.</summary>
public sealed record DayAgenda(Sensor Sensor, LocalDay Day, ImmutableArray<AgendaLine> Lines);

/// <summary>One window: what is known of it, whether it has ended, and what the run does with it.</summary>
public readonly record struct AgendaLine(LedgerEntry Entry, bool IsKnown, bool IsOpen, Decision Decision)
{
    /// <summary>Whether a pass over the readings has to look at it.</summary>
    public bool NeedsReadings => Decision is Decision.Draw or Decision.Compare;
}
