using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>How far a stream has come.</summary>
/// <param name="Pending">Bits after the last whole byte.</param>
/// <param name="Sum">Of the lines so far.</param>
/// <param name="Open">The block that is open.</param>
internal readonly record struct StreamState(PendingBits Pending, Adler32 Sum, BlockCode? Open)
{
    public static StreamState Start { get; } = new(default, Adler32.Start, null);
}

/// <summary>The compressed body of a strip's picture, from its lines in order, written into memory that is large enough.</summary>
internal ref struct StripStream
{
    private readonly LineCode _line;
    private readonly RepeatCode _repeat;
    private readonly long _lineBytes;
    private BitWriter _bits;
    private Adler32 _sum;
    private BlockCode? _open;

    public StripStream(Span<byte> target, int channels, int scale, StreamState state)
    {
        (_line, _repeat) = (LineCode.For(channels, scale), RepeatCode.For(channels, scale));
        _lineBytes = 1 + ((long)StripRow.Columns * scale * channels);
        _bits = new(target, state.Pending);
        (_sum, _open) = (state.Sum, state.Open);
    }

    /// <summary>Whole bytes so far.</summary>
    public readonly int Length => _bits.Length;

    public readonly StreamState State => new(_bits.Pending, _sum, _open);

    /// <summary>No fewer bytes than a row takes that is <paramref name="lines"/> high.</summary>
    public static long MostBytes(int channels, int scale, CodedLine line, int lines)
    {
        var repeat = RepeatCode.For(channels, scale);
        var blocks = LineCode.For(channels, scale).Block.MostBytes + repeat.Block.MostBytes;
        return blocks + ((line.Bits + ((long)repeat.Bits * lines)) / 8) + 2;
    }

    /// <summary>RFC 1950: deflate, a window of 32 KB, no dictionary.</summary>
    public void Begin() => _bits.Write(0x0178, 16);

    /// <summary>Appends a row: its line, then the same line again until it is <paramref name="lines"/> high.</summary>
    public void Draw(CodedLine line, int lines)
    {
        Switch(_line.Block);
        _bits.Append(line.Packed, line.Bits);
        _sum = _sum.Then(line.Sum, _lineBytes);
        if (lines == 1) return;
        Switch(_repeat.Block);
        _repeat.Write(lines - 1, ref _bits, ref _sum);
    }

    /// <summary>The last block, of fixed codes and nothing but its end; then the checksum.</summary>
    public void End()
    {
        Switch(null);
        _bits.Write(0b011, 10);
        _bits.Align();
        _bits.Write(BinaryPrimitives.ReverseEndianness(_sum.Value), 32);
    }

    private void Switch(BlockCode? block)
    {
        if (_open == block) return;
        _open?.Close(ref _bits);
        _open = block;
        _open?.Open(ref _bits);
    }
}
