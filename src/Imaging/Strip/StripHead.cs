namespace VizPipeline.Imaging;

/// <summary>
/// The beginning of a strip's file, up to the end of the IDAT chunk that has all rows but the last. The file of another strip begins with the same bytes
/// when those rows, their heights and the palette of the file are the same.
/// </summary>
internal sealed class StripHead
{
    private byte[] _bytes = [];
    private readonly HeadPlace _place = new();
    private readonly uint[] _palette = new uint[ColourTable.Most];
    private int _length, _drawn, _rows, _colours;
    private StripSize _size;

    /// <summary>Names these bytes: another object when they change. Null without any.</summary>
    public HeadIdentity? Identity { get; private set; }

    /// <summary>Rows of the strip it is of; 0 without any.</summary>
    public int Rows => Identity is null ? 0 : _rows;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Where the stream stands at the end of the bytes.</summary>
    public StreamState State { get; private set; }

    /// <summary>Bytes of memory.</summary>
    public int Size => _bytes.Length + (_palette.Length * sizeof(uint));

    /// <summary>Whether the file of these rows begins so; they have to be those that <see cref="Keep"/> was told about.</summary>
    public bool Fits(CodedRows rows, Strip strip, StripSize size) => Identity is not null && _drawn == rows.Count - 1 && _rows == strip.Rows.Count && _size == size
        && PaletteOf(rows).SequenceEqual(_palette.AsSpan(0, _colours));

    public void Take(CodedRows rows, Strip strip, StripSize size, ReadOnlySpan<byte> bytes, StreamState state)
    {
        if (_bytes.Length < bytes.Length) _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length + (bytes.Length / 2));
        bytes.CopyTo(_bytes);
        PaletteOf(rows).CopyTo(_palette);
        (_length, _drawn, _rows, _colours, _size, State) = (bytes.Length, rows.Count - 1, strip.Rows.Count, PaletteOf(rows).Length, size, state);
        Identity = new HeadIdentity(_place);
    }

    /// <summary>Forgets everything when a row in it changes: only the first so many have stayed.</summary>
    public void Keep(int rows)
    {
        if (rows < _drawn) Identity = null;
    }

    // Empty for a file without one. It has the colours of the last row too, which is why it is compared and not counted.
    private static ReadOnlySpan<uint> PaletteOf(CodedRows rows) => rows.IsIndexed ? rows.Colours : [];
}
