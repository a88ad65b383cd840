using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Host;

/// <summary>Dates and times as the page's scripts hold them.</summary>
internal static class PictureText
{
    private static readonly OffsetDateTimePattern Moment = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<+HH:mm>");
    private static readonly LocalDatePattern IsoDate = LocalDatePattern.Iso;
    private static readonly LocalDateTimePattern HourMinute = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly OffsetPattern Shift = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    public static string Time(Instant at, DateTimeZone zone) => Moment.Format(at.InZone(zone).ToOffsetDateTime());

    public static string Date(LocalDate date) => IsoDate.Format(date);

    public static string Clock(LocalDateTime at) => HourMinute.Format(at);

    /// <summary>With a true minus sign: −07:00.</summary>
    public static string Offset(Offset offset) => Shift.Format(offset).Replace('-', '\u2212');

    public static string Month(YearMonth month) => YearMonthPattern.Iso.Format(month);
}
