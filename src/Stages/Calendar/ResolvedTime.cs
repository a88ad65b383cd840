using NodaTime;

namespace VizPipeline.Stages;

/// <summary>How often the clocks of a zone show a local time.</summary>
public enum Occurrence
{
    Once,

    /// <summary>Clocks went back over it: twice, or in a zone that went back often, more.</summary>
    Twice,

    /// <summary>Clocks jumped over it.</summary>
    Never,
}

/// <summary>A local time found in a zone.</summary>
/// <param name="Instant">When it is; the first of several; for a time that never is, the moment the clocks jumped over it.</param>
/// <param name="Local">What the clocks show at <paramref name="Instant"/>: the time asked for, or where that never is, the next that is.</param>
/// <param name="Offset">What the clocks add to UTC at <paramref name="Instant"/>.</param>
/// <param name="Occurrence">Whether the local time alone says which instant is meant.</param>
public readonly record struct ResolvedTime(Instant Instant, LocalDateTime Local, Offset Offset, Occurrence Occurrence);
