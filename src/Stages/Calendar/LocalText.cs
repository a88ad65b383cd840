using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Stages;

/// <summary>Local times as names write them: seconds only where there are any, minutes only where asked for or not zero.</summary>
internal static class LocalText
{
    // For reading only: every window is named several times, and patterns build each name in a buffer of its own.
    private static readonly OffsetPattern ShortOffset = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly OffsetPattern LongOffset = OffsetPattern.CreateWithInvariantCulture("+HHmmss");
    private static readonly LocalTimePattern HourOnly = LocalTimePattern.CreateWithInvariantCulture("HH");
    private static readonly LocalTimePattern ToMinute = LocalTimePattern.CreateWithInvariantCulture("HHmm");
    private static readonly LocalTimePattern ToSecond = LocalTimePattern.CreateWithInvariantCulture("HHmmss");

    private static IFormatProvider Plain => CultureInfo.InvariantCulture;

    /// <summary><c>2025-01-15</c></summary>
    public static string Date(LocalDate date) => string.Create(Plain, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}");

    /// <summary><c>08</c></summary>
    public static string Hour(LocalTime time) => string.Create(Plain, $"{time.Hour:D2}");

    /// <summary><c>08-30</c></summary>
    public static string Minute(LocalTime time) => time.Second == 0
        ? string.Create(Plain, $"{time.Hour:D2}-{time.Minute:D2}")
        : string.Create(Plain, $"{time.Hour:D2}-{time.Minute:D2}-{time.Second:D2}");

    /// <summary><c>-0800</c>; before zones were whole minutes, <c>-075258</c>.</summary>
    public static string Offset(Offset offset)
    {
        var (sign, hours, minutes, seconds) = Parts(offset);
        return seconds == 0 ? string.Create(Plain, $"{sign}{hours:D2}{minutes:D2}") : string.Create(Plain, $"{sign}{hours:D2}{minutes:D2}{seconds:D2}");
    }

    /// <summary><c>2025-01-16T08-0800</c>, <c>2024-10-06T0230+1100</c></summary>
    public static string Moment(OffsetDateTime at)
    {
        var (sign, hours, minutes, seconds) = Parts(at.Offset);
        if ((at.Minute, at.Second, seconds) == (0, 0, 0)) return string.Create(Plain, $"{at.Year:D4}-{at.Month:D2}-{at.Day:D2}T{at.Hour:D2}{sign}{hours:D2}{minutes:D2}");
        var time = at.Second == 0 ? at.Minute == 0 ? $"{at.Hour:D2}" : $"{at.Hour:D2}{at.Minute:D2}" : $"{at.Hour:D2}{at.Minute:D2}{at.Second:D2}";
        return $"{Date(at.Date)}T{time}{Offset(at.Offset)}";
    }

    /// <summary><c>2025-01-15T00:00:00-08:00</c></summary>
    public static string Full(OffsetDateTime at)
    {
        var (sign, hours, minutes, seconds) = Parts(at.Offset);
        var full = string.Create(Plain, $"{at.Year:D4}-{at.Month:D2}-{at.Day:D2}T{at.Hour:D2}:{at.Minute:D2}:{at.Second:D2}{sign}{hours:D2}:{minutes:D2}");
        return seconds == 0 ? full : string.Create(Plain, $"{full}:{seconds:D2}");
    }

    /// <summary>Reads what <see cref="Date"/> writes; null for anything else.</summary>
    public static LocalDate? ParseDate(string text) => Value(LocalDatePattern.Iso.Parse(text));

    /// <summary>Reads what <see cref="Moment"/> writes; null for anything else.</summary>
    public static Instant? ParseMoment(string text)
    {
        var sign = text.LastIndexOfAny(['+', '-']);
        if (text.IndexOf('T', StringComparison.Ordinal) is not 10 || sign <= 10) return null;
        var (time, offset) = (text[11..sign], text[sign..]);
        if (ParseDate(text[..10]) is not { } date
            || Value((time.Length switch { 2 => HourOnly, 4 => ToMinute, _ => ToSecond }).Parse(time)) is not { } clock
            || Value((offset.Length == 5 ? ShortOffset : LongOffset).Parse(offset)) is not { } wall) return null;
        return date.Year is > 0 and < 9999 ? (date + clock).WithOffset(wall).ToInstant() : null;
    }

    private static (char Sign, int Hours, int Minutes, int Seconds) Parts(Offset offset)
    {
        var seconds = Math.Abs(offset.Seconds);
        return (offset.Seconds < 0 ? '-' : '+', seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static T? Value<T>(ParseResult<T> result) where T : struct => result.TryGetValue(default, out var value) ? value : null;
}
