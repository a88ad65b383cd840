using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Holds what a source gives and what the embedded readings give side by side, as they are when it looks: value by value, counted by sensor and month.</summary>
/// <param name="there">The source.</param>
/// <param name="here">The embedded readings, as the road reads them.</param>
/// <param name="watch">Sees each month begin.</param>
internal sealed class SyncComparison(IReadings there, IReadings here, SyncWatch watch)
{
    /// <summary>Compares a stretch.</summary>
    /// <param name="sensors">Of which sensors.</param>
    /// <param name="start">Where both begin.</param>
    /// <param name="reached">Where the source ends: what came later is not asked for. The embedded readings are read to their end, or to that of the stretch.</param>
    /// <param name="end">Where the stretch ends.</param>
    /// <param name="cancel">Ends both passes.</param>
    public async Task<ImmutableArray<ComparedMonth>> RunAsync(ImmutableArray<Sensor> sensors, Instant start, Instant reached, Instant end, CancellationToken cancel)
    {
        await using var source = new RowCursor(there, sensors, start, reached, cancel);
        await using var home = new RowCursor(here, sensors, start, end, cancel);
        await source.NextAsync();
        await home.NextAsync();
        var months = new List<ComparedMonth>();
        var month = default(ComparedMonth);
        while (source.Ticks != long.MaxValue || home.Ticks != long.MaxValue)
        {
            var at = Math.Min(source.Ticks, home.Ticks);
            if (month is null || !month.Contains(at))
            {
                months.Add(month = ComparedMonth.Of(at, sensors.Length));
                watch.Moved();
            }

            for (var i = 0; i < sensors.Length; i++) month.Count(i, source.Ticks == at ? source[i] : double.NaN, home.Ticks == at ? home[i] : double.NaN);
            if (source.Ticks == at) await source.NextAsync();
            if (home.Ticks == at) await home.NextAsync();
        }

        return [.. months];
    }
}
