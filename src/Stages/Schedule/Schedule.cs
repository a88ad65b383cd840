using NodaTime;

namespace VizPipeline.Stages;

/// <summary>When what is due, by the local calendar. Without state: an instant that was missed is found by asking what lay between.</summary>
/// <remarks>Hours begin where the zone says, so that a change of clocks moves, repeats or skips them here as it does on the wall.</remarks>
/// <param name="Calendar">Days and hours.</param>
/// <param name="Kinds">Windows that are wanted.</param>
/// <param name="Settle">How long after the end of an hour or day its readings are given to arrive.</param>
/// <param name="Live">How often today's daily picture is wanted, counted from each local midnight; null for not before the day's end.</param>
public sealed record Schedule(LocalCalendar Calendar, IReadOnlySet<WindowKind> Kinds, Duration Settle, Duration? Live)
{
    /// <summary>Cumulative pictures are due at five past each hour.</summary>
    public static readonly Duration PastTheHour = Duration.FromMinutes(5);

    /// <summary>How long after its end a cumulative window is due.</summary>
    public Duration SnapshotSettle => Duration.Max(Settle, PastTheHour);

    /// <summary>The first instant after another one at which something is due; null where nothing ever is.</summary>
    public Instant? Next(Instant after)
    {
        Instant? first = null;
        foreach (var next in (Instant?[])[NextEnded(after), NextSnapshot(after), NextLive(after)])
        {
            if (next is { } at && !(first <= at)) first = at;
        }

        return first;
    }

    /// <summary>All that is due at least once after <paramref name="after"/> and no later than <paramref name="upTo"/>.</summary>
    public Due Between(Instant after, Instant upTo) =>
        (NextEnded(after) <= upTo ? Due.Ended : Due.None) | (NextSnapshot(after) <= upTo ? Due.Snapshot : Due.None) | (NextLive(after) <= upTo ? Due.Live : Due.None);

    // A day ends with one of its hours.
    private Instant? NextEnded(Instant after) => Kinds.Contains(WindowKind.Hourly) ? HourEndAfter(after - Settle) + Settle
        : Kinds.Contains(WindowKind.Daily) ? Calendar.DayOf(after - Settle).End + Settle
        : null;

    private Instant? NextSnapshot(Instant after) => Kinds.Contains(WindowKind.Cumulative) ? HourEndAfter(after - SnapshotSettle) + SnapshotSettle : null;

    private Instant? NextLive(Instant after)
    {
        if (Live is not { } every || !Kinds.Contains(WindowKind.Daily)) return null;

        var day = Calendar.DayOf(after);
        var next = day.Start + (every * (Math.Floor((after - day.Start) / every) + 1));
        return next < day.End ? next : day.End + every;
    }

    private Instant HourEndAfter(Instant at) => Calendar.DayOf(at).HourOf(at).End;
}
