using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Which windows are asked for; what is null, or empty, narrows nothing.</summary>
public sealed record LedgerQuery
{
    public string? Sensor { get; init; }

    public WindowKind? Kind { get; init; }

    public ImmutableArray<WindowState> States { get; init; } = [];

    /// <summary>Windows that end after it.</summary>
    public Instant? From { get; init; }

    /// <summary>Windows that end at it or before.</summary>
    public Instant? To { get; init; }

    /// <summary>By end; of windows that end together the one that the ledger knew first comes first. The other way round where this is true.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Where the page before this one ended; null for the first.</summary>
    public LedgerPlace? After { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    public required int Most { get; init; }
}

/// <summary>A place in the order of windows. It stays where it is whatever becomes of the windows around it, and any two numbers are one.</summary>
/// <param name="Ticks">Of the end.</param>
/// <param name="Id">Tells windows apart that end together.</param>
public readonly record struct LedgerPlace(long Ticks, long Id) : IComparable<LedgerPlace>
{
    public int CompareTo(LedgerPlace other) => (Ticks, Id).CompareTo((other.Ticks, other.Id));

    public static bool operator <(LedgerPlace left, LedgerPlace right) => left.CompareTo(right) < 0;

    public static bool operator >(LedgerPlace left, LedgerPlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(LedgerPlace left, LedgerPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LedgerPlace left, LedgerPlace right) => left.CompareTo(right) >= 0;
}

/// <summary>Some of the windows asked for.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Next">Where the next page begins; null where this is the last.</param>
public sealed record LedgerPage(ImmutableArray<LedgerEntry> Entries, LedgerPlace? Next);
