namespace VizPipeline.Imaging;

/// <summary>
/// Coded rows of strips that are likely to be drawn again with another row or two, within a budget of bytes; those used longest ago go first. Each is used by
/// one painter at a time. What is not kept costs time only.
/// </summary>
internal sealed class RowCache(long budget, Kernel kernel)
{
    private readonly Lock _lock = new();
    private readonly List<(CodedRows Rows, long Size)> _kept = [];

    // Without content, but with memory: as many as were ever in use at once.
    private readonly Stack<CodedRows> _spare = new();
    private int _out, _mostOut;

    /// <summary>Bytes of all that is kept.</summary>
    public long Size { get; private set; }

    /// <summary>Whether rows of such a strip are worth keeping: one of a single row never comes back.</summary>
    public bool Keeps(Strip strip) => budget > 0 && strip.Rows.Count > 1;

    /// <summary>Those that the strip begins with, or some without content; to be given back by <see cref="Return"/>.</summary>
    public CodedRows Take(Strip strip, StripSize size)
    {
        lock (_lock)
        {
            _mostOut = Math.Max(_mostOut, ++_out);
            var found = Keeps(strip) ? Find(strip, size) : -1;
            if (found < 0) return _spare.TryPop(out var spare) ? spare : new(kernel);
            var (rows, bytes) = _kept[found];
            _kept.RemoveAt(found);
            Size -= bytes;
            return rows;
        }
    }

    public void Return(CodedRows rows, bool keep)
    {
        if (!keep) rows.Clear();
        lock (_lock)
        {
            _out--;
            if (!keep)
            {
                Spare(rows);
                return;
            }
            var size = rows.Size;
            _kept.Add((rows, size));
            Size += size;
            while (Size > budget) Drop();
        }
    }

    // Of the same day if there is one. Else the one that nobody used for longest: workers on days that follow one another leave each other's alone.
    private int Find(Strip strip, StripSize size)
    {
        var same = _kept.FindLastIndex(kept => kept.Rows.Head.Rows == strip.Rows.Count && kept.Rows.Begins(strip, size));
        return same >= 0 ? same : _kept.FindIndex(kept => kept.Rows.Begins(strip, size));
    }

    private void Drop()
    {
        var (oldest, size) = _kept[0];
        _kept.RemoveAt(0);
        Size -= size;
        oldest.Clear();
        Spare(oldest);
    }

    private void Spare(CodedRows rows)
    {
        if (_spare.Count < _mostOut) _spare.Push(rows);
    }
}
