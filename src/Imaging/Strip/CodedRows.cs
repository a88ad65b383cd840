namespace VizPipeline.Imaging;

/// <summary>
/// The drawn rows of a strip as coded lines. Given another strip, it codes only the rows that are others, or everything under another scale. What it gives
/// for a strip depends on that strip alone.
/// </summary>
internal sealed class CodedRows(Kernel kernel)
{
    private readonly LineCoder _coder = new(kernel);
    private readonly ColourTable _table = new();
    private Row[] _rows = new Row[1];
    private int _count;

    // Rows whose colours are in the table, from the first on; and whether the one after them was tried and would need a 257th.
    private int _counted;
    private bool _isFull;
    private Palette? _palette;
    private double _min, _max;
    private int _scale;

    public Kernel Kernel => kernel;

    /// <summary>What was kept of the file of the strip before.</summary>
    public StripHead Head { get; } = new();

    public int Count => _count;

    /// <summary>Whether all colours fit into a palette, so that <see cref="this"/> gives lines of numbers.</summary>
    public bool IsIndexed => _counted == _count;

    public ReadOnlySpan<uint> Colours => _table.Colours;

    /// <summary>A drawn row, counted from the top.</summary>
    public CodedLine this[int row] => IsIndexed ? _rows[row].Indexed : _rows[row].Rgb;

    /// <summary>Bytes of memory.</summary>
    public long Size { get; private set; }

    /// <summary>Whether the strip has the first row of what is coded.</summary>
    public bool Begins(Strip strip) => _count > 0 && strip.Rows[0].Equals(_rows[0].Source);

    /// <summary>Whether what is coded has the scale of the strip.</summary>
    public bool IsScale(Strip strip, StripSize size) =>
        strip.Min.Equals(_min) && strip.Max.Equals(_max) && size.Scale == _scale && strip.Palette.Equals(_palette);

    public void Follow(Strip strip, StripSize size)
    {
        if (!IsScale(strip, size)) Clear();
        (_palette, _min, _max, _scale) = (strip.Palette, strip.Min, strip.Max, size.Scale);
        var scale = new ColourScale(strip.Palette, strip.Min, strip.Max);
        var drawn = 0;
        for (var row = 0; row < strip.Rows.Count; row++)
        {
            if (size.PixelLines(row, strip.Rows.Count) > 0) Code(drawn++, strip.Rows[row], scale);
        }
        Truncate(drawn);
        if (!IsIndexed) CodeRgb(scale);
        Size = _coder.Size + Head.Size + (_rows.Length * 80L) + Lines();
    }

    /// <summary>Forgets all rows; their memory is used for the next.</summary>
    public void Clear() => Truncate(0);

    private void Code(int at, StripRow source, in ColourScale scale)
    {
        var isSame = at < _count && source.Equals(_rows[at].Source);
        if (isSame && (at < _counted || _isFull)) return;
        _coder.Load(source, scale);
        if (!isSame) Replace(at, source);
        if (at == _counted && !_isFull) Number(at);
        if (_isFull && _rows[at].Rgb.IsNone) _rows[at].Rgb = _coder.Rgb(_scale);
    }

    // The lines of later rows stay: a line in RGB depends on its own row, and one of numbers on the colours before it.
    private void Replace(int at, StripRow source)
    {
        Head.Keep(rows: at);
        if (at == _count) Append();
        ref var row = ref _rows[at];
        Return(row);
        row = new() { Source = source, Colours = row.Colours };
        if (at < _counted && row.Colours == ColoursBefore(at)) row.Indexed = _coder.Indexed(_table, _scale, most: row.Colours);
        if (row.Indexed.IsNone) Uncount(at);
    }

    private void Append()
    {
        if (_count == _rows.Length) Array.Resize(ref _rows, _count * 2);
        _rows[_count++] = default;
    }

    private void Number(int at)
    {
        ref var row = ref _rows[at];
        row.Indexed = _coder.Indexed(_table, _scale, ColourTable.Most);
        row.Colours = _table.Count;
        if (row.Indexed.IsNone) _isFull = true;
        else _counted++;
    }

    // Forgets the numbers of a row's colours, and of all rows after it.
    private void Uncount(int from)
    {
        if (from > _counted) return;
        for (var at = from; at < _counted; at++)
        {
            _coder.Return(_rows[at].Indexed);
            _rows[at].Indexed = default;
        }
        (_counted, _isFull) = (from, false);
        _table.Truncate(ColoursBefore(from));
    }

    private int ColoursBefore(int at) => at == 0 ? 0 : _rows[at - 1].Colours;

    private void CodeRgb(in ColourScale scale)
    {
        for (var at = 0; at < _count; at++)
        {
            if (!_rows[at].Rgb.IsNone) continue;
            _coder.Load(_rows[at].Source, scale);
            _rows[at].Rgb = _coder.Rgb(_scale);
        }
    }

    private void Truncate(int count)
    {
        if (count >= _count) return;
        Uncount(count);
        for (; _count > count; _count--)
        {
            Return(_rows[_count - 1]);
            _rows[_count - 1] = default;
        }
        Head.Keep(rows: count);
    }

    private void Return(Row row)
    {
        _coder.Return(row.Indexed);
        _coder.Return(row.Rgb);
    }

    private long Lines()
    {
        var size = 0L;
        foreach (ref var row in _rows.AsSpan(0, _count)) size += row.Indexed.Size + row.Rgb.Size;
        return size;
    }

    private struct Row
    {
        public StripRow Source;
        public CodedLine Indexed, Rgb;

        // In the table after this row.
        public int Colours;
    }
}
