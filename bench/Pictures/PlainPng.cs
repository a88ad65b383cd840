using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>The straightforward way to the same pixels: line by line, filtered Sub or Up, through the framework's <see cref="ZLibStream"/> at Optimal.</summary>
internal sealed class PlainPng
{
    private const int Sub = 1, Up = 2, Channels = 3;

    private readonly ArrayBufferWriter<byte> _png = new(1 << 20);
    private readonly double[] _values = new double[StripRow.Columns];

    /// <summary>The last file, until the next is drawn.</summary>
    public ReadOnlySpan<byte> Png => _png.WrittenSpan;

    public void Draw(Strip strip, StripSize size)
    {
        using var body = new MemoryStream();
        using (var deflate = new ZLibStream(body, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (size.Width * Channels)];
            for (var row = 0; row < strip.Rows.Count; row++)
            {
                var (first, end) = size.RowLines(row, strip.Rows.Count);
                if (first == end) continue;
                strip.Rows[row].Fill(_values);
                FilterSub(strip, size.Scale, line);
                deflate.Write(line);
                line.AsSpan().Clear();
                line[0] = Up;
                for (var repeat = ((end - first) * size.Scale) - 1; repeat > 0; repeat--) deflate.Write(line);
            }
        }

        _png.ResetWrittenCount();
        _png.Write((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], size.Height);
        (header[8], header[9]) = (8, 2);   // eight bits, red, green and blue
        Write("IHDR"u8, header);
        Write("IDAT"u8, body.GetBuffer().AsSpan(0, (int)body.Length));
        Write("IEND"u8, []);
    }

    private void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Write((uint)body.Length);
        _png.Write(type);
        _png.Write(body);
        Write(Crc32.Append(Crc32.Append(0, type), body));
    }

    private void Write(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_png.GetSpan(4), number);
        _png.Advance(4);
    }

    private void FilterSub(Strip strip, int scale, Span<byte> line)
    {
        line.Clear();
        line[0] = Sub;
        var (before, range) = (default(Rgb), strip.Max - strip.Min);
        for (var column = 0; column < _values.Length; column++)
        {
            var rgb = strip.Palette.At(range == 0 ? 0.5 : Math.Clamp((_values[column] - strip.Min) / range, 0, 1));
            var pixel = line.Slice(1 + (column * scale * Channels), Channels);
            (pixel[0], pixel[1], pixel[2]) = ((byte)(rgb.R - before.R), (byte)(rgb.G - before.G), (byte)(rgb.B - before.B));
            before = rgb;
        }
    }
}
