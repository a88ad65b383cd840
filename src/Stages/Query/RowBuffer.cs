namespace VizPipeline.Stages;

/// <summary>
/// Holds rows until no earlier one can come any more, brings them into order of time and makes one row of those that share an instant.
/// </summary>
/// <param name="sensors">Columns.</param>
/// <param name="greaterWins">Of two values of one sensor and instant the greater one wins; otherwise the one with the later place, then the later arrival.</param>
/// <param name="drops">Counts the values that lose.</param>
internal sealed class RowBuffer(int sensors, bool greaterWins, Drops drops)
{
    private const int BatchRows = 4096;

    private long[] _ticks = new long[BatchRows];
    private long[] _places = new long[BatchRows];
    private readonly double[][] _values = [.. Enumerable.Range(0, sensors).Select(_ => new double[BatchRows])];
    private int _count;
    private int _enough = 2 * BatchRows;
    private bool _sorted = true;

    /// <summary>Whether it pays to call <see cref="Settle"/>.</summary>
    public bool IsFull => _count >= _enough;

    /// <summary>Adds a row; the caller then sets all of its values.</summary>
    /// <param name="ticks">Its instant.</param>
    /// <param name="place">Its place in the source's own order.</param>
    public void Add(long ticks, long place)
    {
        if (_count == _ticks.Length) Grow();
        if (_count > 0 && (ticks < _ticks[_count - 1] || (ticks == _ticks[_count - 1] && place < _places[_count - 1]))) _sorted = false;
        _ticks[_count] = ticks;
        _places[_count++] = place;
    }

    /// <summary>Sets a value of the row added last; NaN for none.</summary>
    public void Set(int sensor, double value) => _values[sensor][_count - 1] = value;

    /// <summary>Gives the rows before <paramref name="settled"/> and forgets them.</summary>
    /// <param name="settled">No row before this instant may be added any more.</param>
    public IEnumerable<ReadingBatch> Settle(long settled)
    {
        if (!_sorted) Sort();
        var found = Array.BinarySearch(_ticks, 0, _count, settled);
        var rows = found < 0 ? ~found : found;
        while (rows > 0 && _ticks[rows - 1] >= settled) rows--;
        var kept = Fold(rows);
        for (var at = 0; at < kept; at += BatchRows)
        {
            var length = Math.Min(BatchRows, kept - at);
            yield return new(_ticks.AsMemory(at, length), [.. _values.Select(column => (ReadOnlyMemory<double>)column.AsMemory(at, length))]);
        }

        Remove(rows);
        _enough = Math.Max(2 * BatchRows, 2 * _count);
    }

    // Makes one row of each instant among the first rows; gives how many are left.
    private int Fold(int rows)
    {
        var last = -1;
        for (var row = 0; row < rows; row++)
        {
            var same = last >= 0 && _ticks[last] == _ticks[row];
            if (!same) _ticks[++last] = _ticks[row];
            if (!same && last == row) continue;
            foreach (var column in _values) column[last] = same ? Winner(column[last], column[row]) : column[row];
        }

        return last + 1;
    }

    private double Winner(double earlier, double later)
    {
        if (double.IsNaN(later)) return earlier;
        if (double.IsNaN(earlier)) return later;
        drops.Add(DropReason.Duplicate);
        return greaterWins ? Math.Max(earlier, later) : later;
    }

    private void Remove(int rows)
    {
        _count -= rows;
        Array.Copy(_ticks, rows, _ticks, 0, _count);
        Array.Copy(_places, rows, _places, 0, _count);
        foreach (var column in _values) Array.Copy(column, rows, column, 0, _count);
    }

    private void Sort()
    {
        var order = Enumerable.Range(0, _count).ToArray();
        Array.Sort(order, (a, b) => (_ticks[a], _places[a], a).CompareTo((_ticks[b], _places[b], b)));
        Permute(_ticks, order);
        Permute(_places, order);
        foreach (var column in _values) Permute(column, order);
        _sorted = true;
    }

    private static void Permute<T>(T[] column, int[] order)
    {
        var sorted = Array.ConvertAll(order, row => column[row]);
        sorted.CopyTo(column, 0);
    }

    private void Grow()
    {
        var size = 2 * _count;
        Array.Resize(ref _ticks, size);
        Array.Resize(ref _places, size);
        for (var i = 0; i < _values.Length; i++) Array.Resize(ref _values[i], size);
    }
}
