using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>One sensor's readings in figures.</summary>
/// <remarks>
/// Days are local dates with at least one reading; gaps are stretches of more than an hour between two readings; duplicates are
/// readings that another of the same instant replaced, and what was dropped, here and at imports.
/// </remarks>
internal sealed record SensorStats(
    string Sensor, long Readings, Instant? First, Instant? Last, int Days, long Gaps, long Duplicates, ImmutableSortedDictionary<DropReason, long> Dropped)
{
    /// <summary>One pass over the source, to which is added what imports counted.</summary>
    public static async ValueTask<SensorStats> OfAsync(
        IReadings source, Sensor sensor, DateTimeZone zone, ImmutableDictionary<DropReason, long> imported, CancellationToken cancel)
    {
        var drops = new Drops();
        var (readings, days, gaps) = (0L, 0, 0L);
        long? first = null, last = null;
        var (dayEnd, date) = (long.MinValue, default(LocalDate?));
        await foreach (var batch in source.ReadAsync([sensor], Instant.MinValue, Instant.MaxValue, drops, cancel))
        {
            for (var row = 0; row < batch.Ticks.Length; row++)
            {
                if (double.IsNaN(batch.Values[0].Span[row])) continue;
                var ticks = batch.Ticks.Span[row];
                readings++;
                first ??= ticks;
                if (ticks - last > NodaConstants.TicksPerHour) gaps++;
                last = ticks;
                if (ticks < dayEnd) continue;
                var at = Instant.FromUnixTimeTicks(ticks).InZone(zone);
                if (at.Date != date) days++;
                (date, dayEnd) = (at.Date, UntilNextHour(at));
            }
        }

        var dropped = Enum.GetValues<DropReason>().Where(reason => reason != DropReason.Duplicate)
            .ToImmutableSortedDictionary(reason => reason, reason => imported.GetValueOrDefault(reason) + (reason == DropReason.Empty ? 0 : drops[reason]));
        return new(sensor.Name, readings, At(first), At(last), days, gaps, imported.GetValueOrDefault(DropReason.Duplicate) + drops[DropReason.Duplicate], dropped);
    }

    // The date cannot change before the clock's next quarter of an hour, whatever the zone does.
    private static long UntilNextHour(ZonedDateTime at) =>
        at.ToInstant().ToUnixTimeTicks() + (15 * NodaConstants.TicksPerMinute) - (at.TickOfDay % (15 * NodaConstants.TicksPerMinute));

    private static Instant? At(long? ticks) => ticks is { } known ? Instant.FromUnixTimeTicks(known) : null;
}
