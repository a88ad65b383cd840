using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>The bodies of consecutive IDAT chunks as one stream. At its end the reader stands at the chunk after them.</summary>
internal sealed class PngBody(PngChunkReader chunks) : Stream
{
    private readonly byte[] _last = new byte[4];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads what is left and returns the checksum at the end of it.</summary>
    public Adler32 Finish()
    {
        Span<byte> rest = stackalloc byte[256];
        while (Read(rest) > 0) { }
        var sum = BinaryPrimitives.ReadUInt32BigEndian(_last);
        return new(sum & 0xFFFF, sum >> 16);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (chunks.Type == "IDAT")
        {
            if (chunks.Left > 0)
            {
                var read = chunks.Read(buffer);
                Remember(buffer[..read]);
                return read;
            }
            chunks.Next();
        }
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        var tail = read[^Math.Min(read.Length, _last.Length)..];
        _last.AsSpan(tail.Length).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(_last.Length - tail.Length));
    }
}
