namespace VizPipeline.Host;

/// <summary>Passes bytes on while they can be lines of text, and holds none of them: a line over the limit is refused while it streams by.</summary>
/// <param name="inner">Not disposed.</param>
/// <param name="name">What messages call the file.</param>
internal sealed class GuardedStream(Stream inner, string name) : Stream
{
    public const int LongestLine = 1 << 20;

    private long _position;
    private int _line;
    private int _lines = 1;
    private byte _first;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var length = inner.Read(buffer);
        var rest = (ReadOnlySpan<byte>)buffer[..length];
        if (_position == 0 && length > 1 && (rest[0], rest[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)) throw Utf16();
        if (_position == 1 && length > 0 && (_first, rest[0]) is (0xFF, 0xFE) or (0xFE, 0xFF)) throw Utf16();
        if (_position == 0 && length > 0) _first = rest[0];
        var zero = rest.IndexOf((byte)0);
        if (zero >= 0) throw new ImportException($"{name} is not text: byte {_position + zero} is zero; expected CSV in UTF-8");
        Measure(rest);
        _position += length;
        return length;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Measure(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            _line += end < 0 ? rest.Length : end;
            if (_line > LongestLine) throw new ImportException($"{name}, line {_lines} is longer than 1 MiB; expected CSV");
            if (end < 0) return;
            if (rest[end] == '\n') _lines++;
            _line = 0;
            rest = rest[(end + 1)..];
        }
    }

    private ImportException Utf16() => new($"{name} is UTF-16; expected UTF-8 (iconv -f UTF-16 -t UTF-8 converts it)");
}
