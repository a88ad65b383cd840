using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>One local day as its calendar cuts it: [Start, End), tiled by <paramref name="Hours"/> in time order.</summary>
public sealed record LocalDay(LocalDate Date, Instant Start, Instant End, ImmutableArray<LocalHour> Hours)
{
    public bool Contains(Instant at) => Start <= at && at < End;

    /// <summary>Days since 1970-01-01: a small name for the date.</summary>
    public int Number => Period.DaysBetween(new LocalDate(1970, 1, 1), Date);
}

/// <summary>The stretch of instants that share local date, hour and UTC offset, within its day.</summary>
/// <param name="Start">Inside.</param>
/// <param name="End">Not inside.</param>
/// <param name="LocalStart">What the wall clock shows at <paramref name="Start"/>; not always on the hour, and where clocks go back across midnight not always on the day's own date.</param>
/// <param name="Offset">What the wall clock adds to UTC throughout.</param>
/// <param name="IsRepeated">Whether another hour of the same day shares its local date and hour.</param>
public readonly record struct LocalHour(Instant Start, Instant End, LocalDateTime LocalStart, Offset Offset, bool IsRepeated)
{
    /// <summary>The column of its first minute were it a whole hour: local hour × 60.</summary>
    public int FirstColumn => LocalStart.Hour * 60;
}
