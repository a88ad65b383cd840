using System.Buffers;
using VizPipeline.Imaging;

namespace VizPipeline.Tests;

/// <summary>A picture as a PNG file and as what our own reader makes of it.</summary>
internal static class Drawn
{
    public static byte[] Png(IPainter painter, Strip strip, StripSize size)
    {
        var png = new ArrayBufferWriter<byte>();
        painter.Paint(strip, size, png);
        return png.WrittenSpan.ToArray();
    }

    public static byte[] Png(Strip strip) => Png(new StripPainter(), strip, StripSize.Full);

    public static (PngHeader Header, byte[] Pixels) Decode(byte[] png)
    {
        using var stream = new MemoryStream(png);
        using var pixels = new MemoryStream();
        var header = PngReader.ReadLines(stream, (_, line) => pixels.Write(line));
        return (header, pixels.ToArray());
    }

    public static Strip Strip(string palette, params double[][] rows)
    {
        var values = rows.SelectMany(row => row).ToArray();
        return new(rows.Select(row => new Row(row)).ToArray(), values.Min(), values.Max(), Palettes.Find(palette)!);
    }

    public static Strip Strip(string palette, int rows, Func<int, int, double> value) =>
        Strip(palette, [.. Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, StripRow.Columns).Select(c => value(r, c)).ToArray())]);

    internal sealed class Row(double[] values) : StripRow
    {
        public override void Fill(Span<double> columns) => values.CopyTo(columns);
    }
}
