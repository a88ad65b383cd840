using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Finds where readings begin and end by reading little more than both ends of a source.</summary>
internal static class Extents
{
    /// <remarks>Every reading is earlier than <paramref name="end"/>.</remarks>
    public static async ValueTask<ImmutableArray<Extent>> FindAsync(IReadings source, ImmutableArray<Sensor> sensors, Instant end, CancellationToken cancel)
    {
        var firsts = new Instant?[sensors.Length];
        await foreach (var batch in source.ReadAsync(sensors, Instant.MinValue, Instant.MaxValue, new Drops(), cancel))
        {
            Note(batch, firsts, values => FirstOf(values), (known, _) => known);
            if (firsts.All(at => at is not null)) break;
        }

        var lasts = new Instant?[sensors.Length];
        var width = Duration.FromDays(2);
        while (firsts.Min() is { } first && first < end && firsts.Where((at, i) => at is not null && lasts[i] is null).Any())
        {
            var start = end - first > width ? end - width : first;
            var tail = new Instant?[sensors.Length];
            await foreach (var batch in source.ReadAsync(sensors, start, end, new Drops(), cancel))
                Note(batch, tail, values => LastOf(values), (_, later) => later);
            for (var i = 0; i < lasts.Length; i++) lasts[i] ??= tail[i];
            (end, width) = (start, width + width);
        }

        return [.. sensors.Select((sensor, i) => (sensor, First: firsts[i], Last: lasts[i]))
            .Where(each => each is { First: not null, Last: not null })
            .Select(each => new Extent(each.sensor, each.First!.Value, each.Last!.Value))];
    }

    private delegate int Find(ReadOnlySpan<double> values);

    private static void Note(ReadingBatch batch, Instant?[] noted, Find find, Func<Instant, Instant, Instant> choose)
    {
        for (var i = 0; i < noted.Length; i++)
        {
            var row = find(batch.Values[i].Span);
            if (row < 0) continue;
            var at = Instant.FromUnixTimeTicks(batch.Ticks.Span[row]);
            noted[i] = noted[i] is { } known ? choose(known, at) : at;
        }
    }

    private static int FirstOf(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i])) return i;
        return -1;
    }

    private static int LastOf(ReadOnlySpan<double> values)
    {
        for (var i = values.Length - 1; i >= 0; i--)
            if (!double.IsNaN(values[i])) return i;
        return -1;
    }
}
