using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Stages;

/// <summary>Instants as the index writes them: local time with its offset, <c>2025-01-15T00:00:00-08:00</c>.</summary>
public static class LocalText
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");
    private static readonly OffsetDateTimePattern WithSeconds = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm:ss>");

    public static string Format(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).ToOffsetDateTime();
        return (local.Offset.Seconds % 60 == 0 ? Pattern : WithSeconds).Format(local);
    }
}
