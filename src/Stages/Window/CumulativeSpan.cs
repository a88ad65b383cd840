using System.Collections;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>The whole days from an anchor on, before the day whose snapshots are to be drawn. A snapshot costs what its own day costs, however long the span.</summary>
internal sealed class CumulativeSpan(SpanSoFar before)
{
    private MiddleValues? _middle;

    /// <summary>Of the readings from the anchor to the end of the first <paramref name="slices"/> slices of <paramref name="last"/>.</summary>
    public Summary SummaryTo(DayStrip last, int slices) => before.Summary.Readings.With(Summary.Of(Slices(last, slices).Span));

    /// <summary>The picture of the same stretch; null where it has no reading.</summary>
    public Strip? StripTo(DayStrip last, int slices, Palette palette)
    {
        var total = SummaryTo(last, slices);
        if (total.IsEmpty) return null;
        var own = Slices(last, slices);
        var ownIsEmpty = Summary.Of(own.Span).IsEmpty;
        var flat = ownIsEmpty || before.Summary.HasEmptyDay ? new FlatRow(Median(own)) : null;
        var row = ownIsEmpty ? flat! : slices == last.Slices.Length ? last.Row : new SliceRow(own);
        return new(new Rows(before.Rows, flat, row), total.Min, total.Max, palette);
    }

    private static ReadOnlyMemory<HourSlice> Slices(DayStrip last, int slices) => last.Slices.AsMemory()[..slices];

    private double Median(ReadOnlyMemory<HourSlice> own)
    {
        _middle ??= MiddleValues.Of(before.Days);
        Span<double> values = stackalloc double[StripRow.Columns];
        return _middle.MedianWith(values[..MiddleValues.Collect(own.Span, values)]);
    }

    private sealed class Rows(IReadOnlyList<StripRow?> before, StripRow? flat, StripRow last) : IReadOnlyList<StripRow>
    {
        public int Count => before.Count + 1;

        public StripRow this[int index] => index == before.Count ? last : before[index] ?? flat!;

        public IEnumerator<StripRow> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
