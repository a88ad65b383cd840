using System.IO.Compression;

namespace VizPipeline.Imaging;

/// <summary>Receives line <paramref name="y"/>, counted from the top, as red, green and blue bytes; they are overwritten by the next line.</summary>
public delegate void PngLine(int y, ReadOnlySpan<byte> rgb);

/// <summary>Reads PNG files of 8-bit red, green and blue or palette indices, not interlaced, and checks everything about them.</summary>
public static class PngReader
{
    /// <summary>Reads one file to the end of the stream, which it does not close, and holds only a few lines of it at a time.</summary>
    /// <exception cref="PngException">The file is damaged, cut off or of another kind. Lines may already have been delivered.</exception>
    public static PngHeader ReadLines(Stream png, PngLine line)
    {
        var chunks = new PngChunkReader(png);
        chunks.Next();
        var header = PngHeaderChunk.Read(chunks);
        var palette = FindBody(chunks, header);
        using (var body = new PngBody(chunks))
        {
            ReadBody(body, header, palette, line);
        }
        FindEnd(chunks);
        return header;
    }

    private static byte[] FindBody(PngChunkReader chunks, PngHeader header)
    {
        byte[]? palette = null;
        for (chunks.Next(); chunks.Type != "IDAT"; chunks.Next())
        {
            if (chunks.Type == "PLTE" && palette is null) palette = PngHeaderChunk.ReadPalette(chunks);
            else chunks.Skip();
        }
        return palette ?? (header.IsIndexed ? throw new PngException("The picture has indices but no palette (PLTE) before them.") : []);
    }

    private static void ReadBody(PngBody body, PngHeader header, byte[] palette, PngLine line)
    {
        using var inflated = new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true);
        var lines = new PngLines(header, palette);
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                if (inflated.ReadAtLeast(lines.Next, lines.Next.Length, throwOnEndOfStream: false) < lines.Next.Length)
                {
                    throw new PngException($"The picture ends in line {y} of {header.Height}.");
                }
                line(y, lines.Decode(y));
            }
            if (inflated.ReadByte() >= 0) throw new PngException($"The picture goes on after its {header.Height} lines.");
        }
        catch (InvalidDataException broken)
        {
            throw new PngException("The compressed picture (IDAT) is damaged.", broken);
        }
        if (body.Finish() != lines.Sum) throw new PngException("The checksum (Adler-32) of the picture does not match its lines.");
    }

    private static void FindEnd(PngChunkReader chunks)
    {
        for (; chunks.Type != "IEND"; chunks.Next())
        {
            if (chunks.Type == "IDAT") throw new PngException("The compressed picture (IDAT) is interrupted by another chunk.");
            chunks.Skip();
        }
        chunks.End();
    }
}
