using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>One local day as its calendar cuts it: [Start, End), tiled by <paramref name="Hours"/> in time order.</summary>
public sealed record LocalDay(LocalDate Date, Instant Start, Instant End, ImmutableArray<LocalHour> Hours)
{
    public bool Contains(Instant at) => Start <= at && at < End;

    /// <summary>Days since 1970-01-01: a small name for the date.</summary>
    public int Number => Period.DaysBetween(new LocalDate(1970, 1, 1), Date);

    /// <summary>The hour that holds an instant of this day.</summary>
    public LocalHour HourOf(Instant at)
    {
        if (!Contains(at)) throw new ArgumentOutOfRangeException(nameof(at), at, $"{Date} does not hold this instant.");
        var index = Hours.Length - 1;
        while (at < Hours[index].Start) index--;
        return Hours[index];
    }

    public Window Daily() => new(WindowKind.Daily, Start, End);

    /// <summary>One window an hour, in time order.</summary>
    public IEnumerable<Window> Hourly() => Hours.Select(hour => new Window(WindowKind.Hourly, hour.Start, hour.End));

    /// <summary>One snapshot an hour, in time order, from <paramref name="anchor"/> to the hour's end; none of a day before the anchor's.</summary>
    public IEnumerable<Window> Cumulative(Instant anchor) => Hours
        .Where(hour => hour.End > anchor)
        .Select(hour => new Window(WindowKind.Cumulative, anchor, hour.End));

    public bool Equals(LocalDay? other) =>
        other is not null && (Date, Start, End) == (other.Date, other.Start, other.End) && Hours.AsSpan().SequenceEqual(other.Hours.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Date, Start, End);
}

/// <summary>The stretch of instants that share local date, hour and UTC offset, within its day.</summary>
/// <param name="Start">Inside.</param>
/// <param name="End">Not inside.</param>
/// <param name="LocalStart">What the wall clock shows at <paramref name="Start"/>; not always on the hour, and where clocks go back across midnight not always on the day's own date.</param>
/// <param name="Offset">What the wall clock adds to UTC throughout.</param>
/// <param name="IsRepeated">Whether another hour, of this day or a neighbour, shares its local date and hour: names then carry the offset.</param>
public readonly record struct LocalHour(Instant Start, Instant End, LocalDateTime LocalStart, Offset Offset, bool IsRepeated)
{
    /// <summary>The column of its first minute were it a whole hour: local hour × 60.</summary>
    public int FirstColumn => LocalStart.Hour * 60;
}
