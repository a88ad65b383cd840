using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Which windows that already have an answer are looked at again.</summary>
public enum Retry
{
    None,
    Failed,
    Stale,
    All,

    /// <summary>What keeps pictures current: failed windows, and those whose input changed; but of cumulative ones that have an answer, only the newest.</summary>
    Current,
}

/// <summary>What a run is asked to do.</summary>
public sealed record RunChoice
{
    public required ImmutableArray<Sensor> Sensors { get; init; }

    /// <summary>Every configured sensor: the anchor is the first reading of any of them.</summary>
    public required ImmutableArray<Sensor> AllSensors { get; init; }

    public ImmutableArray<WindowKind> Kinds { get; init; } = [WindowKind.Daily, WindowKind.Hourly, WindowKind.Cumulative];

    /// <summary>The first local date, inclusive; never earlier than the first reading's, sensor by sensor.</summary>
    public LocalDate? First { get; init; }

    /// <summary>The last local date, inclusive; never later than the last reading's, sensor by sensor.</summary>
    public LocalDate? Last { get; init; }

    public Retry Retry { get; init; }

    /// <summary>False ignores the ledger's answers and looks at everything.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>Whether windows that have not ended are drawn too; they are never recorded as done.</summary>
    public bool IncludeOpen { get; init; }

    /// <summary>How long readings are given to arrive: a window counts as open until so long after its end.</summary>
    public Duration Settle { get; init; } = Duration.Zero;

    public bool NewestFirst { get; init; }

    /// <summary>Where cumulative windows begin, a local date; null means the ledger's anchor.</summary>
    public LocalDate? Anchor { get; init; }

    /// <summary>The only window to draw; null draws all.</summary>
    public Window? Only { get; init; }
}
