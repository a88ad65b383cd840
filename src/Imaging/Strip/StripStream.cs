using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>The compressed body of a strip's picture, from its lines in order.</summary>
internal sealed class StripStream(int channels, int scale) : IDisposable
{
    // RFC 1950: deflate, a window of 32 KB, no dictionary.
    private static readonly byte[] Head = [0x78, 0x01];

    private readonly BitWriter _bits = new(Head);
    private readonly LineCode _line = LineCode.For(channels, scale);
    private readonly RepeatCode _repeat = RepeatCode.For(channels, scale);
    private Adler32 _sum = Adler32.Start;
    private BlockCode? _open;

    /// <summary>Appends one line: 1,440 packed colours or colour numbers, which it overwrites.</summary>
    public void Draw(Span<uint> columns)
    {
        Switch(_line.Block);
        ColourSteps.Take(columns);
        _line.Write(columns, _bits);
        _sum = _sum.Then(ColourSteps.Sum(columns, channels, scale), 1 + ((long)columns.Length * scale * channels));
    }

    /// <summary>Appends the line before it, so many times more.</summary>
    public void Repeat(int lines)
    {
        if (lines == 0) return;
        Switch(_repeat.Block);
        _repeat.Write(lines, _bits, ref _sum);
    }

    /// <summary>Ends the stream and returns all of it, valid until disposal.</summary>
    public ReadOnlySpan<byte> End()
    {
        Switch(null);
        _bits.Reserve(sizeof(ulong));
        _bits.Write(new Code(0b011, 10));   // the last block: fixed codes, and nothing but its end
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, _sum.Value);
        _bits.WriteAligned(sum);
        return _bits.Written;
    }

    private void Switch(BlockCode? block)
    {
        if (_open == block) return;
        _open?.Close(_bits);
        _open = block;
        _open?.Open(_bits);
    }

    public void Dispose() => _bits.Dispose();
}
