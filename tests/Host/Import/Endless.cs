using System.Text;

namespace VizPipeline.Tests;

/// <summary>A CSV file whose third line has no end.</summary>
internal sealed class Endless : Stream
{
    private static readonly byte[] Start = Encoding.UTF8.GetBytes("time,temp,hum\n2025-01-15T08:00:00Z,1,2\n");

    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => 10L << 30;

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (var i = 0; i < count; i++) buffer[offset + i] = Given + i < Start.Length ? Start[Given + i] : (byte)'7';
        Given += count;
        return count;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
