using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VizPipeline.Imaging;

namespace VizPipeline.Tests;

/// <summary>A PNG file taken apart into chunks, to be put together otherwise with right checksums.</summary>
internal static class PngParts
{
    public static List<(string Type, byte[] Body)> Of(ReadOnlySpan<byte> png)
    {
        var parts = new List<(string, byte[])>();
        for (png = png[8..]; !png.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png);
            parts.Add((Encoding.ASCII.GetString(png.Slice(4, 4)), png.Slice(8, length).ToArray()));
            png = png[(12 + length)..];
        }
        return parts;
    }

    public static byte[] Join(IEnumerable<(string Type, byte[] Body)> parts)
    {
        var png = new ArrayBufferWriter<byte>();
        png.Write(PngWriter.Signature);
        foreach (var (type, body) in parts) png.Write(Chunk(type, body));
        return png.WrittenSpan.ToArray();
    }

    public static byte[] Chunk(string type, byte[] body)
    {
        var chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Crc32.Append(0, chunk.AsSpan(4, 4 + body.Length)));
        return chunk;
    }

    /// <summary>The same file with the first chunk of a type changed.</summary>
    public static byte[] With(byte[] png, string type, Func<byte[], byte[]> change)
    {
        var parts = Of(png);
        var at = parts.FindIndex(part => part.Type == type);
        parts[at] = (type, change(parts[at].Body));
        return Join(parts);
    }

    public static byte[] Header(int width, int height, byte depth = 8, byte kind = 2, byte interlace = 0)
    {
        var body = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, width);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), height);
        (body[8], body[9], body[12]) = (depth, kind, interlace);
        return body;
    }

    public static byte[] Compress(byte[] lines)
    {
        using var body = new MemoryStream();
        using (var deflate = new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(lines);
        return body.ToArray();
    }
}
