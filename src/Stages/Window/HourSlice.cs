using System.Collections.Immutable;
using System.Numerics;

namespace VizPipeline.Stages;

/// <summary>The readings of one sensor in one hourly window, as far as pictures need them. Immutable.</summary>
/// <param name="hour">Which window.</param>
/// <param name="known">Bit m is set where minute m of the local hour has a reading.</param>
/// <param name="values">The last reading of each known minute, ascending by minute.</param>
/// <param name="count">All readings, those that a later one of their minute replaced included.</param>
/// <param name="min">Over all of them; NaN where there is none.</param>
/// <param name="max">Over all of them; NaN where there is none.</param>
public sealed class HourSlice(LocalHour hour, ulong known, ImmutableArray<double> values, int count, double min, double max)
{
    public LocalHour Hour { get; } = hour;

    public ulong Known { get; } = known;

    public ImmutableArray<double> Values { get; } = values;

    public int Count { get; } = count;

    public double Min { get; } = min;

    public double Max { get; } = max;

    public bool IsEmpty => Count == 0;

    public Summary Summary => new(Count, Min, Max);

    /// <summary>Names everything the slice adds to a picture.</summary>
    public UInt128 Digest { get; } = InputHashes.OfSlice(hour.FirstColumn, known, values.AsSpan(), new(count, min, max));

    /// <summary>An hour without a reading.</summary>
    public static HourSlice Empty(LocalHour hour) => new(hour, known: 0, [], count: 0, double.NaN, double.NaN);

    /// <summary>Lays the known minutes over a day's columns: <paramref name="columns"/> and <paramref name="isKnown"/> have length 1,440.</summary>
    public void LayOver(Span<double> columns, Span<bool> isKnown)
    {
        var next = 0;
        for (var left = Known; left != 0; left &= left - 1)
        {
            var column = Hour.FirstColumn + BitOperations.TrailingZeroCount(left);
            (columns[column], isKnown[column]) = (Values[next++], true);
        }
    }
}
