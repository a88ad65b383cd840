using System.Collections.Immutable;
using System.Numerics;

namespace VizPipeline.Stages;

/// <summary>The readings of one sensor in one hourly window, as far as pictures need them. Immutable.</summary>
/// <param name="Hour">Which window.</param>
/// <param name="Known">Bit m is set where minute m of the local hour has a reading.</param>
/// <param name="Values">The last reading of each known minute, ascending by minute.</param>
/// <param name="Count">All readings, those that a later one of their minute replaced included.</param>
/// <param name="Min">Over all of them; NaN where there is none.</param>
/// <param name="Max">Over all of them; NaN where there is none.</param>
public sealed record HourSlice(LocalHour Hour, ulong Known, ImmutableArray<double> Values, int Count, double Min, double Max)
{
    public bool IsEmpty => Count == 0;

    public Summary Summary => new(Count, Min, Max);

    /// <summary>Names everything the slice adds to a picture.</summary>
    public UInt128 Digest { get; } = InputHashes.OfSlice(Hour.FirstColumn, Known, Values.AsSpan(), new(Count, Min, Max));

    /// <summary>An hour without a reading.</summary>
    public static HourSlice Empty(LocalHour hour) => new(hour, Known: 0, [], Count: 0, double.NaN, double.NaN);

    /// <summary>Lays the known minutes over a day's columns: <paramref name="columns"/> and <paramref name="known"/> have length 1,440.</summary>
    public void LayOver(Span<double> columns, Span<bool> known)
    {
        var next = 0;
        for (var left = Known; left != 0; left &= left - 1)
        {
            var column = Hour.FirstColumn + BitOperations.TrailingZeroCount(left);
            (columns[column], known[column]) = (Values[next++], true);
        }
    }
}
