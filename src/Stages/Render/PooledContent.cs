using System.Buffers;

namespace VizPipeline.Stages;

/// <summary>Bytes that grow in a pooled buffer, and give it back when disposed.</summary>
public sealed class PooledContent : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 64 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);

    public int Length { get; private set; }

    /// <summary>What was written; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length) Grow(needed);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
