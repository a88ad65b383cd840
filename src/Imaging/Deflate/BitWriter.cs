using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>The bits that do not fill a byte yet: fewer than eight.</summary>
internal readonly record struct PendingBits(ulong Bits, int Count);

/// <summary>
/// Packs codes into bytes, lowest bit first. It writes eight bytes at a time: behind everything that is ever written there have to be as many more
/// (<see cref="Slack"/>).
/// </summary>
internal ref struct BitWriter
{
    public const int Slack = sizeof(ulong);

    private readonly Span<byte> _bytes;
    private int _length;
    private ulong _pending;
    private int _pendingBits;

    /// <param name="bytes">Where to write, from its beginning.</param>
    /// <param name="pending">Bits that come first.</param>
    public BitWriter(Span<byte> bytes, PendingBits pending = default)
    {
        _bytes = bytes;
        (_pending, _pendingBits) = (pending.Bits, pending.Count);
    }

    /// <summary>Whole bytes so far.</summary>
    public readonly int Length => _length;

    public readonly long Bits => (8L * _length) + _pendingBits;

    /// <summary>What follows the whole bytes.</summary>
    public readonly PendingBits Pending => new(_pending, _pendingBits);

    public void Write(Code code) => Write(code.Bits, code.Length);

    /// <summary>At most 56 bits; those above <paramref name="length"/> are 0.</summary>
    public void Write(ulong bits, int length)
    {
        _pending |= bits << _pendingBits;
        length += _pendingBits;
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes[_length..], _pending);
        _length += length >> 3;
        _pending >>= length & ~7;
        _pendingBits = length & 7;
    }

    public void Write(ReadOnlySpan<Code> codes)
    {
        foreach (var code in codes) Write(code);
    }

    /// <summary>Writes <paramref name="codes"/>, <paramref name="bits"/> bits together, <paramref name="times"/> times over.</summary>
    public void Repeat(ReadOnlySpan<Code> codes, int bits, int times)
    {
        for (; times % 8 != 0; times--) Write(codes);
        if (times == 0) return;

        // Eight rounds are as many bytes as one has bits and leave the same bits pending: from the second eight on, bytes repeat.
        for (var i = 0; i < Math.Min(times, 16); i++) Write(codes);
        if (times <= 16) return;
        var left = (times - 16) / 8 * bits;
        for (var copied = bits; left > 0; copied *= 2)
        {
            var part = Math.Min(copied, left);
            _bytes.Slice(_length - copied, part).CopyTo(_bytes[_length..]);
            _length += part;
            left -= part;
        }
    }

    /// <summary>Appends packed bits, the first in the lowest place; eight readable bytes follow them.</summary>
    public void Append(scoped ReadOnlySpan<byte> packed, int bits)
    {
        for (; bits >= 56; bits -= 56, packed = packed[7..]) Write(BinaryPrimitives.ReadUInt64LittleEndian(packed) & ((1ul << 56) - 1), 56);
        if (bits > 0) Write(BinaryPrimitives.ReadUInt64LittleEndian(packed) & ((1ul << bits) - 1), bits);
    }

    /// <summary>Fills the byte begun with zeros.</summary>
    public void Align()
    {
        if (_pendingBits > 0) Write(0, 8 - _pendingBits);
    }
}
