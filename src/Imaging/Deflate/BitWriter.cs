using System.Buffers;
using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>Packs codes into bytes, lowest bit first, in a pooled buffer that grows.</summary>
internal sealed class BitWriter : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(160 * 1024);
    private int _length;
    private ulong _pending;
    private int _pendingBits;

    /// <summary>Begins with these bytes.</summary>
    public BitWriter(ReadOnlySpan<byte> head) => WriteAligned(head);

    /// <summary>All whole bytes so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Makes room for <paramref name="bytes"/> more; to be called before as much is written.</summary>
    public void Reserve(int bytes)
    {
        var needed = checked(_length + bytes + sizeof(ulong));
        if (needed <= _bytes.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    /// <summary>Needs room reserved.</summary>
    public void Write(Code code)
    {
        _pending |= code.Bits << _pendingBits;
        var bits = _pendingBits + code.Length;
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), _pending);
        _length += bits >> 3;
        _pending >>= bits & ~7;
        _pendingBits = bits & 7;
    }

    /// <summary>Writes <paramref name="codes"/>, <paramref name="bits"/> bits together, <paramref name="times"/> times over; reserves the room itself.</summary>
    public void Repeat(ReadOnlySpan<Code> codes, int bits, int times)
    {
        Reserve(checked((int)((((long)bits * times) + 7) / 8)));
        for (; times % 8 != 0; times--) Write(codes);
        if (times == 0) return;

        // Eight rounds are as many bytes as one has bits and leave the same bits pending: from the second eight on, bytes repeat.
        for (var i = 0; i < Math.Min(times, 16); i++) Write(codes);
        for (times -= 16; times > 0; times -= 8)
        {
            _bytes.AsSpan(_length - bits, bits).CopyTo(_bytes.AsSpan(_length));
            _length += bits;
        }
    }

    /// <summary>Needs room reserved.</summary>
    public void Write(ReadOnlySpan<Code> codes)
    {
        foreach (var code in codes) Write(code);
    }

    /// <summary>Fills the byte begun with zeros and appends <paramref name="bytes"/>.</summary>
    public void WriteAligned(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length + 1);
        if (_pendingBits > 0) Write(new Code(0, 8 - _pendingBits));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
