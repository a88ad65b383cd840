namespace VizPipeline.Imaging;

/// <summary>Undoes the filters of a picture's lines, one after the other.</summary>
internal sealed class PngLines
{
    private readonly PngHeader _header;
    private readonly byte[] _palette, _next, _rgb;
    private byte[] _line, _above;

    public PngLines(PngHeader header, byte[] palette)
    {
        (_header, _palette) = (header, palette);
        _next = new byte[1 + (header.Width * header.Channels)];
        (_line, _above) = (new byte[_next.Length - 1], new byte[_next.Length - 1]);
        _rgb = header.IsIndexed ? new byte[header.Width * 3] : [];
    }

    /// <summary>To be filled with the next line, filter byte first.</summary>
    public Span<byte> Next => _next;

    /// <summary>The checksum of all lines so far.</summary>
    public Adler32 Sum { get; private set; } = Adler32.Start;

    /// <summary>Decodes <see cref="Next"/>, line <paramref name="y"/>: red, green and blue bytes.</summary>
    public ReadOnlySpan<byte> Decode(int y)
    {
        var (filter, filtered) = ((PngFilter)_next[0], _next.AsMemory(1));
        if (filter == PngFilter.Up && y > 0 && filtered.Span.IndexOfAnyExcept((byte)0) < 0)
        {
            Sum = Sum.Append(_next.AsSpan(0, 1)).Then(default, filtered.Length);
            return _header.IsIndexed ? _rgb : _line;
        }
        Sum = Sum.Append(_next);
        if (filter > PngFilter.Paeth) throw new PngException($"Line {y} has filter {(int)filter}; 0 to 4 are allowed.");
        (_line, _above) = (_above, _line);
        PngUnfilter.Undo(filter, filtered.Span, _above, _line, _header.Channels);
        return _header.IsIndexed ? LookUp(y) : _line;
    }

    private byte[] LookUp(int y)
    {
        for (var x = 0; x < _line.Length; x++)
        {
            var entry = _line[x] * 3;
            if (entry >= _palette.Length)
            {
                throw new PngException($"Pixel {x} of line {y} has index {_line[x]}; the palette ends at {(_palette.Length / 3) - 1}.");
            }
            _palette.AsSpan(entry, 3).CopyTo(_rgb.AsSpan(x * 3));
        }
        return _rgb;
    }
}
