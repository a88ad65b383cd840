using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Cuts a day's window into its hourly ones.</summary>
internal static class HourTiling
{
    public static ImmutableArray<LocalHour> Of(DateTimeZone zone, Instant start, Instant end)
    {
        var spread = Duration.FromSeconds(zone.MaxOffset.Seconds - zone.MinOffset.Seconds);
        var near = Stretch.Within(zone, start - spread, end + spread);
        var hours = ImmutableArray.CreateBuilder<LocalHour>(25);
        foreach (var stretch in near)
        {
            var last = Instant.Min(stretch.End, end);
            for (var at = Instant.Max(stretch.Start, start); at < last;)
            {
                var local = stretch.LocalAt(at);
                var whole = local.Date + new LocalTime(local.Hour, 0);
                var left = NodaConstants.NanosecondsPerHour - (local.NanosecondOfDay % NodaConstants.NanosecondsPerHour);
                var next = Instant.Min(at + Duration.FromNanoseconds(left), last);
                hours.Add(new(at, next, local, stretch.Offset, IsShared(whole, stretch, near)));
                at = next;
            }
        }

        return hours.ToImmutable();
    }

    // Looks past the day's own ends: where clocks go back across midnight, two days have an hour of the same date.
    private static bool IsShared(LocalDateTime hour, Stretch own, List<Stretch> near)
    {
        foreach (var other in near)
        {
            if (other != own && other.LocalStart < hour.PlusHours(1) && hour < other.LocalEnd) return true;
        }

        return false;
    }
}
