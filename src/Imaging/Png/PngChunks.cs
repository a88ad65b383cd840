using System.Buffers;
using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>The frame of a PNG file: its signature, and chunks of length, type, body and CRC.</summary>
internal static class PngChunks
{
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static void WriteSignature(IBufferWriter<byte> png) => png.Write(Signature);

    public static void WriteHeader(IBufferWriter<byte> png, PngHeader header)
    {
        Span<byte> body = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(body[4..], header.Height);
        (body[8], body[9]) = (8, (byte)(header.IsIndexed ? 3 : 2));
        body[10..].Clear();   // deflate, the five filters, not interlaced
        Write(png, "IHDR"u8, body);
    }

    public static void WritePalette(IBufferWriter<byte> png, ReadOnlySpan<uint> colours)
    {
        Span<byte> body = stackalloc byte[ColourTable.Most * 3];
        for (var i = 0; i < colours.Length; i++)
        {
            (body[3 * i], body[(3 * i) + 1], body[(3 * i) + 2]) = ((byte)colours[i], (byte)(colours[i] >> 8), (byte)(colours[i] >> 16));
        }
        Write(png, "PLTE"u8, body[..(3 * colours.Length)]);
    }

    public static void Write(IBufferWriter<byte> png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        WriteNumber(png, (uint)body.Length);
        png.Write(type);
        png.Write(body);
        WriteNumber(png, Crc32.Append(Crc32.Append(0, type), body));
    }

    private static void WriteNumber(IBufferWriter<byte> png, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(png.GetSpan(4), number);
        png.Advance(4);
    }
}
