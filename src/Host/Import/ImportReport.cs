using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What an import did.</summary>
/// <param name="Files">Read.</param>
/// <param name="Rows">Below their headers, malformed ones included.</param>
/// <param name="Malformed">Rows skipped.</param>
/// <param name="FirstMalformed">The first ten of them.</param>
/// <param name="Sensors">One each, in the order asked for.</param>
internal sealed record ImportReport(
    int Files, long Rows, long Malformed, ImmutableArray<MalformedRow> FirstMalformed, ImmutableArray<SensorTally> Sensors)
{
    /// <summary>Rows whose local time occurs twice, and was taken for the earlier.</summary>
    public long Ambiguous { get; init; }
}

/// <summary>A row that was skipped.</summary>
internal sealed record MalformedRow(string File, long Line, string Why)
{
    public override string ToString() => $"{File}, line {Line}: {Why}";
}

/// <summary>One sensor's part of an import: every cell offered is in exactly one of the three.</summary>
/// <param name="Sensor">Its name.</param>
/// <param name="Added">Readings at instants that had none of this sensor.</param>
/// <param name="Duplicates">Readings at instants that had one already; the later row wins.</param>
/// <param name="Dropped">Cells that are no reading, by reason; a malformed row drops one of every sensor.</param>
internal sealed record SensorTally(string Sensor, long Added, long Duplicates, Drops Dropped);
