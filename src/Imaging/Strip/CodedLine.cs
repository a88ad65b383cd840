using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>A drawn line in packed bits, in pooled memory. It is the same wherever in a picture it stands.</summary>
internal readonly struct CodedLine
{
    private readonly byte[]? _bytes;

    public CodedLine(ReadOnlySpan<byte> packed, int bits, Adler32 sum)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(packed.Length + BitWriter.Slack);
        packed.CopyTo(_bytes);
        (Bits, Sum) = (bits, sum);
    }

    public bool IsNone => _bytes is null;

    public int Bits { get; }

    public Adler32 Sum { get; }

    /// <summary>Bytes of memory.</summary>
    public int Size => _bytes?.Length ?? 0;

    public ReadOnlySpan<byte> Packed => _bytes;

    /// <summary>Gives the memory back; the line must not be used after it.</summary>
    public void Return()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
