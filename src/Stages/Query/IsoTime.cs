using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Stages;

/// <summary>A time of ISO 8601's extended form, as written.</summary>
/// <param name="LocalTicks">What the clock shows: 100-nanosecond ticks since 1970-01-01T00:00 of that clock; finer digits are cut off.</param>
/// <param name="OffsetSeconds">Its offset from UTC, 0 for <c>Z</c>, null where none is written; at most 18 hours either way.</param>
public readonly record struct IsoTime(long LocalTicks, int? OffsetSeconds)
{
    /// <summary>The widest offset there is, which bounds how far the order of texts and that of instants can differ.</summary>
    public const long WidestOffset = 18 * NodaConstants.TicksPerHour;

    /// <summary>The instant in ticks since 1970; without an offset it is taken for UTC.</summary>
    public long Ticks => LocalTicks - ((OffsetSeconds ?? 0) * NodaConstants.TicksPerSecond);

    /// <summary>Midnight of the date as written. A text that sorts later never has an earlier one.</summary>
    public long Midnight => LocalTicks - (((LocalTicks % NodaConstants.TicksPerDay) + NodaConstants.TicksPerDay) % NodaConstants.TicksPerDay);

    /// <summary>
    /// Reads <c>2025-01-15</c>, or with a time after <c>T</c> or a blank: <c>08:00</c>, <c>08:00:00</c>, <c>08:00:00.5</c>; then nothing,
    /// <c>Z</c>, <c>-08</c>, <c>-0800</c> or <c>-08:00</c>. False for anything else, and for instants outside the years 1 to 9999.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out IsoTime time)
    {
        time = default;
        var text = new Digits(utf8);
        if (!text.Take(4, out var year) || !text.Skip('-') || !text.Take(2, out var month) || !text.Skip('-') || !text.Take(2, out var day)) return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || (day > 28 && day > CalendarSystem.Iso.GetDaysInMonth(year, month))) return false;
        var local = DaysSince1970(year, month, day) * NodaConstants.TicksPerDay;
        int? offset = null;
        if (!text.AtEnd)
        {
            if (!text.Skip('T') && !text.Skip(' ') && !text.Skip('t')) return false;
            if (!text.Take(2, out var hour) || !text.Skip(':') || !text.Take(2, out var minute) || hour > 23 || minute > 59) return false;
            var (second, fraction) = (0, 0);
            if (text.Skip(':') && (!text.Take(2, out second) || second > 59 || !text.TakeFraction(out fraction))) return false;
            if (!text.TakeOffset(out offset) || !text.AtEnd) return false;
            local += ((((hour * 60) + minute) * 60L) + second) * NodaConstants.TicksPerSecond + fraction;
        }

        time = new(local, offset);
        return TickRange.IsInCalendar(time.Ticks);
    }

    public static bool TryParse(string text, out IsoTime time)
    {
        Span<byte> utf8 = stackalloc byte[64];
        time = default;
        return System.Text.Encoding.UTF8.TryGetBytes(text, utf8, out var length) && TryParse(utf8[..length], out time);
    }

    /// <summary>The form this program writes: <c>2025-01-15T08:00:00Z</c>, with a fraction only where there is one.</summary>
    public static string Canonical(long ticks) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(ticks));

    /// <summary>The date on which <paramref name="ticks"/> falls in UTC, kept within the years 1 to 9999.</summary>
    public static string Date(long ticks) =>
        Instant.FromUnixTimeTicks(Math.Clamp(ticks, TickRange.First, TickRange.Last)).InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    // H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil; for years from 1 on.
    private static long DaysSince1970(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var era = y / 400;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146_097L) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }
}
