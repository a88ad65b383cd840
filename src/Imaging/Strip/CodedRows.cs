namespace VizPipeline.Imaging;

/// <summary>
/// The drawn rows of a strip as coded lines. Given another strip, it codes only what differs: from the first other row on, or everything under another
/// scale. What it gives for a strip depends on that strip alone.
/// </summary>
internal sealed class CodedRows(Kernel kernel)
{
    private readonly LineCoder _coder = new(kernel);
    private readonly ColourTable _table = new();
    private Row[] _rows = new Row[1];
    private int _count;

    // Rows whose colours are in the table, from the first on; the one after them would need a 257th.
    private int _counted;
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

    /// <summary>Whether the strip has the scale and the first row of what is coded.</summary>
    public bool Begins(Strip strip, StripSize size) => _count > 0 && IsScale(strip, size) && strip.Rows[0].Equals(_rows[0].Source);

    public void Follow(Strip strip, StripSize size)
    {
        if (!IsScale(strip, size)) Clear();
        (_palette, _min, _max, _scale) = (strip.Palette, strip.Min, strip.Max, size.Scale);
        var scale = new ColourScale(strip.Palette, strip.Min, strip.Max);
        var (drawn, isSame) = (0, true);
        for (var row = 0; row < strip.Rows.Count; row++)
        {
            if (size.PixelLines(row, strip.Rows.Count) == 0) continue;
            var source = strip.Rows[row];
            isSame = isSame && drawn < _count && source.Equals(_rows[drawn].Source);
            if (!isSame)
            {
                Truncate(drawn);
                Add(source, scale);
            }
            drawn++;
        }
        Truncate(drawn);
        if (!IsIndexed) CodeRgb(scale);
        Size = _coder.Size + Head.Size + (_rows.Length * 80L) + Lines();
    }

    public void Clear()
    {
        Truncate(0);
        Head.Clear();
    }

    private bool IsScale(Strip strip, StripSize size) =>
        strip.Min.Equals(_min) && strip.Max.Equals(_max) && size.Scale == _scale && strip.Palette.Equals(_palette);

    private void Add(StripRow source, in ColourScale scale)
    {
        if (_count == _rows.Length) Array.Resize(ref _rows, _count * 2);
        ref var row = ref _rows[_count];
        row = new() { Source = source };
        _coder.Load(source, scale);
        if (IsIndexed)
        {
            row.Indexed = _coder.Indexed(_table, _scale);
            row.Colours = _table.Count;
        }
        if (!row.Indexed.IsNone) _counted++;
        else row.Rgb = _coder.Rgb(_scale);
        _count++;
    }

    // The first rows may have fitted into a palette when they came.
    private void CodeRgb(in ColourScale scale)
    {
        for (var row = 0; row < _counted; row++)
        {
            if (!_rows[row].Rgb.IsNone) continue;
            _coder.Load(_rows[row].Source, scale);
            _rows[row].Rgb = _coder.Rgb(_scale);
        }
    }

    private void Truncate(int count)
    {
        for (; _count > count; _count--)
        {
            ref var row = ref _rows[_count - 1];
            row.Indexed.Return();
            row.Rgb.Return();
            row = default;
        }
        _counted = Math.Min(_counted, count);
        _table.Truncate(_counted == 0 ? 0 : _rows[_counted - 1].Colours);
        Head.Keep(rows: count);
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
