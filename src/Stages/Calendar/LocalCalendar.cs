using NodaTime;

namespace VizPipeline.Stages;

/// <summary>
/// Cuts time into the local days and hours of one zone. A day begins at the first instant whose local date is its own or a later one: at midnight, the
/// earlier of two, or where midnight is skipped, right after; it ends where the next one begins. Safe for use by many threads at once.
/// </summary>
public sealed class LocalCalendar(DateTimeZone zone)
{
    private const int Slots = 512;

    // A day or two inside what an Instant can be, so that every window's end and its local time can be, too.
    private static readonly LocalDate First = new(1, 1, 3);
    private static readonly LocalDate Last = new(9999, 12, 29);

    // Saves work only: each slot holds whichever of its days was asked for last.
    private readonly LocalDay?[] _recent = new LocalDay?[Slots];

    /// <summary>The first instant that has a day in every zone.</summary>
    public static Instant Earliest { get; } = Instant.FromUtc(1, 1, 4, 0, 0);

    /// <summary>The first instant that has none any more.</summary>
    public static Instant Latest { get; } = Instant.FromUtc(9999, 12, 29, 0, 0);

    public DateTimeZone Zone { get; } = zone;

    /// <summary>The day whose window holds an instant. Where clocks have gone back across midnight, that is one day after the date they show.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not within <see cref="Earliest"/> and <see cref="Latest"/>.</exception>
    public LocalDay DayOf(Instant at)
    {
        if (!Reaches(at)) throw new ArgumentOutOfRangeException(nameof(at), at, "The calendar reaches from the 4th of January 1 to the 28th of December 9999.");
        var date = LocalAt(at).Date;
        if (DayOn(date) is { } usual && usual.Contains(at)) return usual;
        while (BeginningOf(date.PlusDays(1)) <= at) date = date.PlusDays(1);
        return DayOn(date) ?? throw new ArgumentOutOfRangeException(nameof(at), at, "No calendar day holds this instant.");
    }

    public static bool Reaches(Instant at) => Earliest <= at && at < Latest;

    /// <summary>A day by its date; null where the zone skipped that date, or it lies beyond the calendar.</summary>
    public LocalDay? DayOn(LocalDate date)
    {
        if (date < First || date > Last) return null;
        ref var slot = ref _recent[Period.DaysBetween(First, date) % Slots];
        if (Volatile.Read(ref slot) is { } known && known.Date == date) return known;

        var (start, end) = (BeginningOf(date), BeginningOf(date.PlusDays(1)));
        if (start == end) return null;
        var day = new LocalDay(date, start, end, HourTiling.Of(Zone, start, end));
        Volatile.Write(ref slot, day);
        return day;
    }

    /// <summary>The days from one date to another, both inclusive, without the dates that the zone skipped.</summary>
    public IEnumerable<LocalDay> Days(LocalDate first, LocalDate last)
    {
        last = LocalDate.Min(last, Last);
        for (var date = LocalDate.Max(first, First); date <= last; date = date.PlusDays(1))
        {
            if (DayOn(date) is { } day) yield return day;
        }
    }

    /// <summary>Where a date's day begins; null as for <see cref="DayOn"/>.</summary>
    public Instant? StartOf(LocalDate date) => DayOn(date)?.Start;

    /// <summary>What the clocks show.</summary>
    public OffsetDateTime LocalAt(Instant at) => at.WithOffset(Zone.GetUtcOffset(at));

    /// <summary>Finds a local time, and says whether it is the only one of its kind.</summary>
    public ResolvedTime Resolve(LocalDateTime local)
    {
        if (local.Date < First || local.Date > Last) throw new ArgumentOutOfRangeException(nameof(local), local, "The calendar does not reach so far.");
        var around = Stretch.Around(Zone, local);
        var found = around.FindAll(stretch => stretch.Find(local) is not null);
        if (found is [var first, ..])
        {
            return new(first.Find(local)!.Value, local, first.Offset, found.Count == 1 ? Occurrence.Once : Occurrence.Twice);
        }

        var after = around.Find(stretch => stretch.LocalStart > local);
        return new(after.Start, after.LocalStart, after.Offset, Occurrence.Never);
    }

    /// <summary>The first instant at which the clocks show this date or a later one.</summary>
    private Instant BeginningOf(LocalDate date)
    {
        var midnight = date.AtMidnight();
        var first = Stretch.Around(Zone, midnight).Find(stretch => stretch.LocalEnd > midnight);
        return first.Find(midnight) ?? first.Start;
    }
}
