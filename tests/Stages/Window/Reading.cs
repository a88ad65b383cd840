using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

internal readonly record struct Reading(Instant At, double Value)
{
    public override string ToString() => FormattableString.Invariant($"{At} {Value}");
}

/// <summary>Some days of a calendar with readings in, around and at the edges of their hours, in order of arrival.</summary>
internal sealed record Recording(LocalCalendar Calendar, ImmutableArray<LocalDay> Days, ImmutableArray<Reading> Arrived)
{
    public static Palette Palette { get; } = new("grey", [new(0, 0, 0), new(255, 255, 255)]);

    public static Gen<Recording> Any { get; } =
        from range in Zones.Ranges
        let days = range.Calendar.Days(range.First, range.Last).ToImmutableArray()
        where days.Length > 0
        let hours = days.SelectMany(day => day.Hours).ToArray()
        from readings in Near(hours).ListOf()
        select new Recording(range.Calendar, days, [.. readings]);

    public IEnumerable<Window> Windows => Days.SelectMany(day => day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(Days[0].Start)));

    public override string ToString() => $"{Calendar.Zone.Id} {Days[0].Date:uuuu-MM-dd}: {string.Join(", ", Arrived)}";

    // Few minutes and few values, so that columns and instants meet.
    private static Gen<Reading> Near(LocalHour[] hours) =>
        from hour in Gen.Elements(hours)
        from second in Gen.OneOf(Gen.Choose(-2, 2), Gen.Choose(0, 12).Select(step => step * 299))
        from value in Gen.Choose(-40, 40)
        select new Reading(hour.Start + Duration.FromSeconds(second), value / 8.0);
}
