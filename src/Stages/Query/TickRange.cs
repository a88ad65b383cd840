using NodaTime;

namespace VizPipeline.Stages;

/// <summary>A half-open range of instants in whole 100-nanosecond ticks since 1970: <c>From &lt;= ticks &amp;&amp; ticks &lt; To</c>.</summary>
internal readonly record struct TickRange(long From, long To)
{
    /// <summary>0001-01-01T00:00Z.</summary>
    public const long First = -62_135_596_800 * NodaConstants.TicksPerSecond;

    /// <summary>9999-12-31T23:59:59.9999999Z.</summary>
    public const long Last = (253_402_300_800 * NodaConstants.TicksPerSecond) - 1;

    public bool IsEmpty => To <= From;

    public bool HasStart => From > First;

    public bool HasEnd => To <= Last;

    public bool Contains(long ticks) => From <= ticks && ticks < To;

    public static bool IsInCalendar(long ticks) => ticks is >= First and <= Last;

    public static TickRange Of(Instant start, Instant end) => new(Ceiling(start), Ceiling(end));

    /// <summary>Past the calendar's end, the last instant there is.</summary>
    public static Instant InstantOf(long ticks) => ticks > Last ? Instant.MaxValue : Instant.FromUnixTimeTicks(ticks);

    private static long Ceiling(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks) < at ? ticks + 1 : ticks;
    }
}
