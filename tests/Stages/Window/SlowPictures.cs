using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>docs/pictures.md word for word, one reading at a time, with NodaTime's own local times: slow and obvious.</summary>
internal static class SlowPictures
{
    public static Picture? Of(Recording recording, Window window, IEnumerable<Reading> arrived) =>
        Draw(recording, window, Picture.InOrder(arrived.Where(reading => window.Contains(reading.At))), Between);

    public static Picture? Draw(Recording recording, Window window, IEnumerable<Reading> ordered, Func<double, double, int, int, int, double> between)
    {
        var readings = ordered.ToList();
        if (readings.Count == 0) return null;
        var rows = new List<SortedDictionary<int, double>>();
        foreach (var (start, end) in DaysOf(recording.Calendar.Zone, window))
        {
            var known = new SortedDictionary<int, double>();
            foreach (var reading in readings.Where(reading => start <= reading.At && reading.At < end))
            {
                var local = reading.At.InZone(recording.Calendar.Zone);
                known[(local.Hour * 60) + local.Minute] = reading.Value;
            }

            rows.Add(known);
        }

        var all = rows.SelectMany(known => known.Values).Order().ToList();
        var median = all[all.Count / 2];
        return new([.. rows.Select(known => known.Count == 0 ? [.. Enumerable.Repeat(median, 1440)] : Row(known, between))],
            readings.Min(reading => reading.Value), readings.Max(reading => reading.Value), readings.Count);
    }

    public static double Between(double low, double high, int p, int m, int n) => low + (((double)(m - p) / (n - p)) * (high - low));

    private static ImmutableArray<double> Row(SortedDictionary<int, double> known, Func<double, double, int, int, int, double> between) =>
    [
        .. Enumerable.Range(0, 1440).Select(m =>
        {
            if (known.TryGetValue(m, out var value)) return value;
            var (before, after) = (known.Keys.Where(column => column < m).ToList(), known.Keys.Where(column => column > m).ToList());
            if (before.Count == 0) return known[after[0]];
            if (after.Count == 0) return known[before[^1]];
            return between(known[before[^1]], known[after[0]], before[^1], m, after[0]);
        }),
    ];

    private static IEnumerable<(Instant Start, Instant End)> DaysOf(DateTimeZone zone, Window window)
    {
        var day = zone.AtStartOfDay(window.Start.InZone(zone).Date).ToInstant();
        if (window.Kind == WindowKind.Hourly)
        {
            yield return (window.Start, window.End);
            yield break;
        }

        for (var date = day.InZone(zone).Date; day < window.End;)
        {
            Instant? next = null;
            while (next is null)
            {
                date = date.PlusDays(1);
                try
                {
                    next = zone.AtStartOfDay(date).ToInstant();
                }
                catch (SkippedTimeException)
                {
                }
            }

            yield return (day, next.Value);
            day = next.Value;
        }
    }
}
