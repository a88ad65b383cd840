using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>Draws strips as docs/pictures.md says, in the bytes of layout 1 (docs/adr/0002-own-png-encoder.md). Holds one line and the compressed bytes, never the canvas.</summary>
public sealed class StripPainter : IPainter
{
    /// <summary>Which byte layout the files have. The same pixels in another layout have another CID.</summary>
    public const int Layout = 1;

    private const int LargestScale = 8;

    /// <exception cref="ArgumentException">The strip has no row, its minimum or maximum is no number, or the size is out of bounds.</exception>
    public void Paint(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        Check(strip, size);
        if (!TryPaintIndexed(strip, size, png)) PaintRgb(strip, size, png);
    }

    private static bool TryPaintIndexed(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        var header = new PngHeader(size.Width, size.Height, IsIndexed: true);
        using var table = new ColourTable();
        using var rows = new StripColours(strip);
        using var stream = new StripStream(header.Channels, size.Scale);
        for (var row = 0; row < strip.Rows.Count; row++)
        {
            if (Height(row, strip, size) is not (> 0 and var height)) continue;
            var columns = rows.Of(row);
            if (!table.TryNumber(columns)) return false;
            stream.Draw(columns);
            stream.Repeat(height - 1);
        }
        Write(png, header, table.Colours, stream.End());
        return true;
    }

    private static void PaintRgb(Strip strip, StripSize size, IBufferWriter<byte> png)
    {
        var header = new PngHeader(size.Width, size.Height, IsIndexed: false);
        using var rows = new StripColours(strip);
        using var stream = new StripStream(header.Channels, size.Scale);
        for (var row = 0; row < strip.Rows.Count; row++)
        {
            if (Height(row, strip, size) is not (> 0 and var height)) continue;
            stream.Draw(rows.Of(row));
            stream.Repeat(height - 1);
        }
        Write(png, header, [], stream.End());
    }

    private static int Height(int row, Strip strip, StripSize size)
    {
        var (first, end) = size.RowLines(row, strip.Rows.Count);
        return (end - first) * size.Scale;
    }

    private static void Write(IBufferWriter<byte> png, PngHeader header, ReadOnlySpan<uint> palette, ReadOnlySpan<byte> body)
    {
        PngChunks.WriteSignature(png);
        PngChunks.WriteHeader(png, header);
        if (header.IsIndexed) PngChunks.WritePalette(png, palette);
        PngChunks.Write(png, "IDAT"u8, body);
        PngChunks.Write(png, "IEND"u8, []);
    }

    private static void Check(Strip strip, StripSize size)
    {
        if (strip.Rows.Count == 0) throw new ArgumentException("A strip needs at least one row.", nameof(strip));
        if (!double.IsFinite(strip.Min) || !double.IsFinite(strip.Max) || strip.Min > strip.Max)
        {
            throw new ArgumentException($"A strip's scale needs two numbers in order, not {strip.Min} to {strip.Max}.", nameof(strip));
        }
        if (size.Scale is < 1 or > LargestScale || size.Lines < 1 || size.Lines > int.MaxValue / LargestScale)
        {
            throw new ArgumentException($"A strip has at least one line and a scale of 1 to {LargestScale}, not {size}.", nameof(size));
        }
    }
}
