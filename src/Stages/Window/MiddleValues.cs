using System.Buffers;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>
/// As much of the sorted known column values of many days as can hold the median once those of one more day have come in: a day brings at most 1,440
/// values, which move the median's rank by at most 720 either way.
/// </summary>
internal sealed class MiddleValues
{
    private const int Spare = (StripRow.Columns / 2) + 1;

    private readonly int _total;
    private readonly int _below;
    private readonly double[] _middle;

    private MiddleValues(Span<double> values)
    {
        _total = values.Length;
        _below = Math.Max(0, (_total / 2) - Spare);
        var above = Math.Min(_total, (_total / 2) + Spare + 1);
        Selection.Place(values, _below);
        Selection.Place(values[_below..], above - _below);
        _middle = values[_below..above].ToArray();
        Array.Sort(_middle);
    }

    public static MiddleValues Of(IEnumerable<DayStrip> days)
    {
        var strips = days as IReadOnlyCollection<DayStrip> ?? [.. days];
        var values = ArrayPool<double>.Shared.Rent(Math.Max(1, strips.Count * StripRow.Columns));
        try
        {
            var count = 0;
            foreach (var day in strips) count += Collect(day.Slices.AsSpan(), values.AsSpan(count));
            return new(values.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
        }
    }

    /// <summary>Writes the known column values of one day's slices, each column once, and returns how many.</summary>
    public static int Collect(ReadOnlySpan<HourSlice> slices, Span<double> values)
    {
        Span<double> columns = stackalloc double[StripRow.Columns];
        Span<bool> known = stackalloc bool[StripRow.Columns];
        known.Clear();
        foreach (var slice in slices) slice.LayOver(columns, known);
        var count = 0;
        for (var column = 0; column < StripRow.Columns; column++)
        {
            if (known[column]) values[count++] = columns[column];
        }

        return count;
    }

    /// <summary>Of all values and at most 1,440 more, sorted, element [count / 2]. Reorders <paramref name="more"/>.</summary>
    public double MedianWith(Span<double> more)
    {
        more.Sort();
        var rank = ((_total + more.Length) / 2) - _below;
        var (mine, theirs) = (0, 0);
        while (true)
        {
            var takeMine = theirs == more.Length || (mine < _middle.Length && _middle[mine] <= more[theirs]);
            var value = takeMine ? _middle[mine++] : more[theirs++];
            if (rank-- == 0) return value;
        }
    }
}
