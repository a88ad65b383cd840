using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using VizPipeline.Imaging;

namespace VizPipeline.Tests;

/// <summary>Paints pixel by pixel, as docs/pictures.md reads, into the plainest PNG. Its rules can be replaced one by one, to make mutants.</summary>
internal sealed class PlainPainter : IPainter
{
    public Func<int, int, StripSize, int> RowOf { get; init; } = ObviousRow;

    public Func<Strip, double, Rgb> ColourOf { get; init; } = ObviousColour;

    public static int ObviousRow(int line, int rows, StripSize size) =>
        Enumerable.Range(0, rows).Single(r => r * size.Lines / rows <= line && line < (r + 1) * size.Lines / rows);

    public static Rgb ObviousColour(Strip strip, double value) => strip.Palette.At(Position(strip, value));

    public static double Position(Strip strip, double value) =>
        strip.Max == strip.Min ? 0.5 : Math.Clamp((value - strip.Min) / (strip.Max - strip.Min), 0, 1);

    public byte[] Pixels(Strip strip, StripSize size)
    {
        var pixels = new byte[size.Width * size.Height * 3];
        var values = new double[StripRow.Columns];
        for (var y = 0; y < size.Height; y++)
        {
            strip.Rows[RowOf(y / size.Scale, strip.Rows.Count, size)].Fill(values);
            var colours = Array.ConvertAll(values, value => ColourOf(strip, value));
            for (var x = 0; x < size.Width; x++)
            {
                var (r, g, b) = colours[x / size.Scale];
                var at = ((y * size.Width) + x) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (r, g, b);
            }
        }
        return pixels;
    }

    public PictureHead Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        var (pixels, line) = (Pixels(strip, size), size.Width * 3);
        using var body = new MemoryStream();
        using (var deflate = new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < size.Height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels, y * line, line);
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size.Height);
        (header[8], header[9]) = (8, 2);
        png.Write(PngParts.Join([("IHDR", header), ("IDAT", body.ToArray()), ("IEND", [])]));
        return default;
    }
}
