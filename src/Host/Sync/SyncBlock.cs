using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Rows on their way from a source into one transaction, column by column.</summary>
/// <param name="sensors">Columns.</param>
/// <param name="rows">As many as it holds.</param>
internal sealed class SyncBlock(int sensors, int rows)
{
    private readonly long[] _ticks = new long[rows];
    private readonly double[][] _values = [.. Enumerable.Range(0, sensors).Select(_ => new double[rows])];

    public int Count { get; private set; }

    public bool IsFull => Count == rows;

    /// <summary>Of the first row, in ticks since 1970.</summary>
    public long First => _ticks[0];

    /// <summary>Of the last row.</summary>
    public long Last => _ticks[Count - 1];

    public long this[int row] => _ticks[row];

    /// <summary>Takes the batch's rows from one on until it is full; gives how many.</summary>
    public int Take(ReadingBatch batch, int from)
    {
        var taken = Math.Min(batch.Ticks.Length - from, rows - Count);
        batch.Ticks.Span.Slice(from, taken).CopyTo(_ticks.AsSpan(Count));
        for (var i = 0; i < _values.Length; i++) batch.Values[i].Span.Slice(from, taken).CopyTo(_values[i].AsSpan(Count));
        Count += taken;
        return taken;
    }

    /// <summary>Puts a row's values in place; NaN for none.</summary>
    public void Read(int row, Span<double> values)
    {
        for (var i = 0; i < _values.Length; i++) values[i] = _values[i][row];
    }

    public void Clear() => Count = 0;
}
