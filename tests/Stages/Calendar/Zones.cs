using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>Calendars and dates to try laws on; half of the dates lie around a change of the zone's clocks.</summary>
internal static class Zones
{
    private static readonly string[] Ids =
    [
        "America/Los_Angeles", "Etc/GMT+8", "Europe/Brussels", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
        "Antarctica/Troll", "Pacific/Apia", "Africa/Cairo", "America/Sao_Paulo", "Pacific/Kwajalein", "Africa/Monrovia", "America/Juneau",
    ];

    private static readonly Instant Begin = Instant.FromUtc(1860, 1, 1, 0, 0);
    private static readonly Instant End = Instant.FromUtc(2040, 1, 1, 0, 0);

    public static LocalCalendar Calendar(string id) => new(DateTimeZoneProviders.Tzdb[id]);

    public static Gen<LocalCalendar> Calendars { get; } = Gen.Elements(Ids.Select(Calendar).ToArray());

    public static Gen<(LocalCalendar Calendar, Instant At)> Instants { get; } = Calendars.SelectMany(calendar => Gen.OneOf(
        from day in Gen.Choose(0, (int)(End - Begin).TotalDays) from second in Gen.Choose(0, 86_399) select Begin + Duration.FromDays(day) + Duration.FromSeconds(second),
        from change in Changes(calendar) from second in Gen.Choose(-100_000, 100_000) select change + Duration.FromSeconds(second),
        from change in Changes(calendar) from tick in Gen.Choose(-1, 1) select change + Duration.FromTicks(tick)),
        (calendar, at) => (calendar, at));

    /// <summary>A calendar, and a range of up to ten dates, both inclusive; they may be dates that it skips.</summary>
    public static Gen<DateRange> Ranges { get; } =
        from at in Instants
        from before in Gen.Choose(0, 5)
        from after in Gen.Choose(0, 4)
        let date = at.Calendar.LocalAt(at.At).Date
        select new DateRange(at.Calendar, date.PlusDays(-before), date.PlusDays(after));

    private static Gen<Instant> Changes(LocalCalendar calendar)
    {
        var changes = calendar.Zone.GetZoneIntervals(Begin, End).Where(interval => interval.HasStart).Select(interval => interval.Start).ToArray();
        return Gen.Elements(changes is [] ? [Begin] : changes);
    }
}

internal sealed record DateRange(LocalCalendar Calendar, LocalDate First, LocalDate Last)
{
    public override string ToString() => $"{Calendar.Zone.Id} {First:uuuu-MM-dd} to {Last:uuuu-MM-dd}";
}
