namespace VizPipeline.Imaging;

/// <summary>
/// Coded rows of strips that are likely to be drawn again with another row or two, within a budget of bytes; those used longest ago go first. Each is used by
/// one painter at a time. What is not kept costs time only.
/// </summary>
internal sealed class RowCache(long budget, Kernel kernel)
{
    private readonly Lock _lock = new();
    private readonly List<CodedRows> _kept = [];
    private readonly Stack<CodedRows> _spare = new();
    private long _size;

    /// <summary>Whether rows of such a strip are worth keeping: one of a single row never comes back.</summary>
    public bool Keeps(Strip strip) => budget > 0 && strip.Rows.Count > 1;

    /// <summary>Those that the strip begins with, or some without content; to be given back by <see cref="Return"/>.</summary>
    public CodedRows Take(Strip strip, StripSize size)
    {
        lock (_lock)
        {
            var found = Keeps(strip) ? Find(strip, size) : -1;
            if (found < 0) return _spare.TryPop(out var spare) ? spare : new(kernel);
            var rows = _kept[found];
            _kept.RemoveAt(found);
            _size -= rows.Size;
            return rows;
        }
    }

    // A span that has another scale by now is worth its memory only: under the old one it will hardly be drawn again.
    private int Find(Strip strip, StripSize size) =>
        _kept.FindLastIndex(rows => rows.Begins(strip) && rows.IsScale(strip, size)) is >= 0 and var same ? same : _kept.FindLastIndex(rows => rows.Begins(strip));

    public void Return(CodedRows rows, bool keep)
    {
        if (!keep) rows.Clear();
        lock (_lock)
        {
            if (!keep)
            {
                _spare.Push(rows);
                return;
            }
            _kept.Add(rows);
            _size += rows.Size;
            for (; _size > budget; _kept.RemoveAt(0)) _size -= _kept[0].Size;
        }
    }
}
