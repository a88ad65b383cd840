namespace VizPipeline.Stages;

/// <summary>
/// Holds rows until no earlier one can come any more, brings them into order of time and makes one row of those that share an instant.
/// </summary>
/// <param name="sensors">Columns.</param>
/// <param name="greaterWins">Of two values of one sensor and instant the greater one wins; otherwise the one with the later place, then the later arrival.</param>
/// <param name="drops">Counts what the rows lost, batch by batch: what is not given yet is not counted yet.</param>
internal sealed class RowBuffer(int sensors, bool greaterWins, Drops drops)
{
    private const int BatchRows = 4096;
    private const int LaneBits = 16;

    private readonly double[][] _values = [.. Enumerable.Range(0, sensors).Select(_ => new double[BatchRows])];
    private long[] _ticks = new long[BatchRows];
    private long[] _places = new long[BatchRows];

    // Four counts a row, for the first four reasons.
    private ulong[] _lost = new ulong[BatchRows];
    private int _count;
    private int _enough = 2 * BatchRows;
    private long _badTimes;
    private bool _sorted = true;

    public int Sensors => sensors;

    /// <summary>Whether it pays to call <see cref="Settle"/>.</summary>
    public bool IsFull => _count >= _enough;

    /// <summary>Adds a row; the caller then sets all of its values.</summary>
    /// <param name="ticks">Its instant.</param>
    /// <param name="place">Its place in the source's own order.</param>
    public void Add(long ticks, long place)
    {
        if (_count == _ticks.Length) Grow();
        if (_count > 0 && (ticks < _ticks[_count - 1] || (ticks == _ticks[_count - 1] && place < _places[_count - 1]))) _sorted = false;
        (_ticks[_count], _places[_count], _lost[_count]) = (ticks, place, 0);
        _count++;
    }

    /// <summary>Notes a row that has no instant.</summary>
    public void AddBadTime() => _badTimes++;

    /// <summary>Sets a value of the row added last; NaN for none.</summary>
    public void Set(int sensor, double value) => _values[sensor][_count - 1] = value;

    /// <summary>Notes that the row added last lost a value.</summary>
    public void Lose(DropReason reason) => _lost[_count - 1] += 1UL << (LaneBits * (int)reason);

    /// <summary>Gives the rows before <paramref name="settled"/> and forgets them.</summary>
    /// <param name="settled">No row before this instant may be added any more.</param>
    public IEnumerable<ReadingBatch> Settle(long settled)
    {
        if (!_sorted) Sort();
        if (_badTimes > 0) drops.Add(DropReason.BadTime, _badTimes);
        _badTimes = 0;
        var found = Array.BinarySearch(_ticks, 0, _count, settled);
        var rows = found < 0 ? ~found : found;
        while (rows > 0 && _ticks[rows - 1] >= settled) rows--;
        for (var (row, at) = (0, 0); row < rows;)
        {
            var kept = Fold(ref row, rows, at);
            yield return new(_ticks.AsMemory(at, kept), [.. _values.Select(column => (ReadOnlyMemory<double>)column.AsMemory(at, kept))]);
            at += kept;
        }

        Remove(rows);
        _enough = Math.Max(2 * BatchRows, 2 * _count);
    }

    // Makes one row of each instant from a row on, as many as a batch holds, and puts them at a place before it; gives how many there are.
    private int Fold(ref int row, int rows, int at)
    {
        var last = at - 1;
        for (; row < rows; row++)
        {
            var same = last >= at && _ticks[last] == _ticks[row];
            if (!same && last + 1 - at == BatchRows) break;
            if (!same) _ticks[++last] = _ticks[row];
            if (_lost[row] != 0) Count(_lost[row]);
            if (!same && last == row) continue;
            foreach (var column in _values) column[last] = same ? Winner(column[last], column[row]) : column[row];
        }

        return last + 1 - at;
    }

    private void Count(ulong lost)
    {
        for (var reason = DropReason.Empty; lost != 0; reason++, lost >>= LaneBits) drops.Add(reason, (long)(lost & ((1UL << LaneBits) - 1)));
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
        Array.Copy(_lost, rows, _lost, 0, _count);
        foreach (var column in _values) Array.Copy(column, rows, column, 0, _count);
    }

    private void Sort()
    {
        var order = Enumerable.Range(0, _count).ToArray();
        Array.Sort(order, (a, b) => (_ticks[a], _places[a], a).CompareTo((_ticks[b], _places[b], b)));
        Permute(_ticks, order);
        Permute(_places, order);
        Permute(_lost, order);
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
        Array.Resize(ref _lost, size);
        for (var i = 0; i < _values.Length; i++) Array.Resize(ref _values[i], size);
    }
}
