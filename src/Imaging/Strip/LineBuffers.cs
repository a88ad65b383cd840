namespace VizPipeline.Imaging;

/// <summary>Memory for coded lines that is used again: rows come and go, and the next needs about as much as the last.</summary>
internal sealed class LineBuffers
{
    // What a strip of this many rows leaves behind is kept for the next; the rest goes.
    private const int Most = 512;

    // More than nearly every line needs, so that any buffer serves any line.
    private const int Step = 4096;

    private readonly Stack<byte[]> _free = new();

    /// <summary>Bytes of memory that nobody uses.</summary>
    public long Size { get; private set; }

    public byte[] Copy(ReadOnlySpan<byte> packed)
    {
        var needed = packed.Length + BitWriter.Slack;
        var buffer = Take();
        if (buffer.Length < needed) buffer = GC.AllocateUninitializedArray<byte>((needed + Step - 1) / Step * Step);
        packed.CopyTo(buffer);
        return buffer;
    }

    /// <summary>Takes a line's memory back; the line must not be used after it.</summary>
    public void Return(CodedLine line)
    {
        if (line.Packed is not { } buffer || _free.Count == Most) return;
        _free.Push(buffer);
        Size += buffer.Length;
    }

    private byte[] Take()
    {
        if (!_free.TryPop(out var buffer)) return [];
        Size -= buffer.Length;
        return buffer;
    }
}
