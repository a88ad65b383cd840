using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>What is to be imported and how it is read.</summary>
/// <param name="Inputs">Files, folders and globs; <c>-</c> is standard input.</param>
/// <param name="TimeColumn">The files' column of times.</param>
/// <param name="Sensors">At least one.</param>
internal sealed record ImportRequest(ImmutableArray<string> Inputs, string TimeColumn, ImmutableArray<ImportSensor> Sensors)
{
    /// <summary><c>unix</c>, <c>iso</c>, or a pattern of NodaTime.</summary>
    public string TimeFormat { get; init; } = "iso";

    /// <summary>Whose clock shows the times that carry no offset.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>One character, or <c>tab</c>.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether one malformed row refuses everything.</summary>
    public bool Strict { get; init; }
}

/// <summary>One sensor of an import.</summary>
/// <param name="Name">The sensor's.</param>
/// <param name="TableColumn">Where the database keeps it; made where it is missing.</param>
/// <param name="FileColumn">Where the files have it.</param>
internal sealed record ImportSensor(string Name, string TableColumn, string FileColumn);

/// <summary>How far an import is.</summary>
/// <param name="File">Being read now.</param>
/// <param name="Bytes">Read of all files, compressed ones as they lie on disk.</param>
/// <param name="Total">Null where standard input is among them.</param>
internal readonly record struct ImportProgress(string File, long Bytes, long? Total);
