using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>The settings of <c>viz run</c>; <see cref="Catalogue.All"/> has them with all others.</summary>
internal static class ServiceCatalogue
{
    public static Setting<Duration> Settle { get; } =
        new("VIZ_SETTLE", "settle", "How long after the end of an hour or day viz run gives its readings to arrive before it draws them", "a length of time from 0s to 50m, such as 90s or 2m",
            SpanReader.Between(Duration.Zero, Duration.FromMinutes(50)))
        {
            Flag = "--settle",
            IsOfSomeVerbs = true,
            Default = _ => "2m",
        };

    public static Setting<Duration?> Live { get; } =
        new("VIZ_LIVE", "live", "How often viz run draws today's daily picture before the day is over", "none, or a length of time from 1m to 12h, such as 5m",
            SpanReader.BetweenOrNone(Duration.FromMinutes(1), Duration.FromHours(12)))
        {
            Flag = "--live",
            IsOfSomeVerbs = true,
            Default = _ => "none",
        };

    public static Setting<int> LookBack { get; } =
        Catalogue.Number("VIZ_LOOK_BACK", "lookBack", 3, 1, 31, "Days before today in which viz run finds readings that came late, and draws their windows again");

    public static Setting<int> StopWithin { get; } =
        Catalogue.Number("VIZ_STOP_WITHIN", "stopWithin", 25, 1, 3600, "Seconds that viz run may take to finish what it has begun when it is told to stop; after that it drops it");

    public static ImmutableArray<Setting> All { get; } = [Settle, Live, LookBack, StopWithin];
}

/// <summary>How the service runs.</summary>
/// <param name="Settle">How long readings are given to arrive.</param>
/// <param name="Live">How often today's picture is drawn; null for not before its end.</param>
/// <param name="LookBack">Days in which late readings are found.</param>
/// <param name="StopWithin">How long it may take to stop.</param>
internal sealed record ServiceSettings(Duration Settle, Duration? Live, int LookBack, Duration StopWithin);
