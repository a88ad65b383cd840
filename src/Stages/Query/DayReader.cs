using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Cuts one ordered pass over a source into local days: every day of the range, those without a reading included.</summary>
public sealed class DayReader(IReadings readings, LocalCalendar calendar)
{
    /// <summary>Hears how many readings each day had.</summary>
    public Action<long> Counted { get; init; } = _ => { };

    public async IAsyncEnumerable<DayStrips> ReadAsync(
        ImmutableArray<Sensor> sensors,
        LocalDate first,
        LocalDate last,
        Drops drops,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var days = calendar.Days(first, last).GetEnumerator();
        if (!days.MoveNext()) yield break;

        var end = calendar.Days(last, last.PlusDays(2)).First(day => day.Date > last).Start;
        var open = new OpenDay(days.Current, sensors.Length);
        await foreach (var batch in readings.ReadAsync(sensors, days.Current.Start, end, drops, cancel))
        {
            for (var row = 0; row < batch.Ticks.Length;)
            {
                row += open.Take(batch, row);
                if (row == batch.Ticks.Length) break;

                yield return Close(open);
                if (!days.MoveNext()) throw new SourceException($"{readings.Name}: gave a reading after the end that was asked for");
                open = new OpenDay(days.Current, sensors.Length);
            }
        }

        yield return Close(open);
        while (days.MoveNext()) yield return new OpenDay(days.Current, sensors.Length).Close();
    }

    private DayStrips Close(OpenDay open)
    {
        var day = open.Close();
        Counted(day.Strips.Sum(strip => strip.Summary.Count));
        return day;
    }
}

/// <summary>One local day of every sensor asked for, in that order.</summary>
public readonly record struct DayStrips(LocalDay Day, ImmutableArray<DayStrip> Strips);
