using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>Reads the two chunks that say how to understand the others: IHDR and PLTE.</summary>
internal static class PngHeaderChunk
{
    private const int MostAcross = 1 << 16;
    private const long MostPixels = 1L << 30;
    private const int Rgb = 2, Indexed = 3;

    public static PngHeader Read(PngChunkReader chunks)
    {
        if (chunks.Type != "IHDR") throw new PngException($"The first chunk has to be IHDR, not {chunks.Type}.");
        var body = Body(chunks, 13, 13);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4)));
        if (width is 0 or > MostAcross || height == 0 || width * (long)height > MostPixels)
        {
            throw new PngException($"The picture says that it is {width} × {height} pixels; at most {MostAcross} across and {MostPixels} in all are allowed.");
        }
        if (body[8] != 8 || body[9] is not (Rgb or Indexed) || body[10] != 0 || body[11] != 0 || body[12] != 0)
        {
            throw new PngException("The picture is not of the kinds that can be read: 8-bit RGB or palette indices, deflate, not interlaced.");
        }
        return new((int)width, (int)height, body[9] == Indexed);
    }

    /// <summary>Three bytes for each index.</summary>
    public static byte[] ReadPalette(PngChunkReader chunks)
    {
        var palette = Body(chunks, 3, 3 * ColourTable.Most);
        return palette.Length % 3 == 0 ? palette : throw new PngException("The palette (PLTE) is not a whole number of colours.");
    }

    private static byte[] Body(PngChunkReader chunks, int least, int most)
    {
        if (chunks.Left < least || chunks.Left > most)
        {
            throw new PngException($"Chunk {chunks.Type} is {chunks.Left} bytes long; {least} to {most} are allowed.");
        }
        var body = new byte[chunks.Left];
        while (chunks.Left > 0) chunks.Read(body.AsSpan(body.Length - chunks.Left));
        return body;
    }
}
