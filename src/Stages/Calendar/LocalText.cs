using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Stages;

/// <summary>Local times as names write them: seconds only where there are any, minutes only where asked for or not zero.</summary>
internal static class LocalText
{
    private static readonly OffsetPattern ShortOffset = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly OffsetPattern LongOffset = OffsetPattern.CreateWithInvariantCulture("+HHmmss");
    private static readonly LocalTimePattern HourOnly = LocalTimePattern.CreateWithInvariantCulture("HH");
    private static readonly LocalTimePattern ToMinute = LocalTimePattern.CreateWithInvariantCulture("HHmm");
    private static readonly LocalTimePattern ToSecond = LocalTimePattern.CreateWithInvariantCulture("HHmmss");
    private static readonly LocalTimePattern DashedMinute = LocalTimePattern.CreateWithInvariantCulture("HH'-'mm");
    private static readonly LocalTimePattern DashedSecond = LocalTimePattern.CreateWithInvariantCulture("HH'-'mm'-'ss");
    private static readonly OffsetDateTimePattern Iso = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");
    private static readonly OffsetDateTimePattern IsoSecond = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm:ss>");

    /// <summary><c>2025-01-15</c></summary>
    public static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary><c>08</c></summary>
    public static string Hour(LocalTime time) => HourOnly.Format(time);

    /// <summary><c>08-30</c></summary>
    public static string Minute(LocalTime time) => (time.Second == 0 ? DashedMinute : DashedSecond).Format(time);

    /// <summary><c>-0800</c>; before zones were whole minutes, <c>-075258</c>.</summary>
    public static string Offset(Offset offset) => (offset.Seconds % 60 == 0 ? ShortOffset : LongOffset).Format(offset);

    /// <summary><c>2025-01-16T08-0800</c>, <c>2024-10-06T0230+1100</c></summary>
    public static string Moment(OffsetDateTime at)
    {
        var time = (at.Minute, at.Second) switch { (0, 0) => HourOnly, (_, 0) => ToMinute, _ => ToSecond };
        return $"{Date(at.Date)}T{time.Format(at.TimeOfDay)}{Offset(at.Offset)}";
    }

    /// <summary><c>2025-01-15T00:00:00-08:00</c></summary>
    public static string Full(OffsetDateTime at) => (at.Offset.Seconds % 60 == 0 ? Iso : IsoSecond).Format(at);

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

    private static T? Value<T>(ParseResult<T> result) where T : struct => result.TryGetValue(default, out var value) ? value : null;
}
