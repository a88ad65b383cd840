using System.Buffers;

namespace VizPipeline.Stages;

/// <summary>Bytes that grow in a pooled buffer, and give it back when disposed.</summary>
public sealed class PooledContent : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 64 * 1024;

    // Of its own: the shared pool keeps buffers for each thread that ever gave one back, many times what is in use at once.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(maxArrayLength: 16 << 20, maxArraysPerBucket: 64);

    private byte[] _buffer = Pool.Rent(FirstSize);

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
        if (_buffer.Length > 0) Pool.Return(_buffer);
        _buffer = [];
    }

    private void Grow(int needed)
    {
        var larger = Pool.Rent(Math.Max(needed, _buffer.Length * 2));
        Bytes.CopyTo(larger);
        Pool.Return(_buffer);
        _buffer = larger;
    }
}
