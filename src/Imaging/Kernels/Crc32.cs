using System.Buffers.Binary;

namespace VizPipeline.Imaging;

/// <summary>The CRC-32 of PNG (W3C PNG, annex D; reflected polynomial EDB88320), eight bytes at a time.</summary>
internal static class Crc32
{
    // Tables[256 k + b]: what byte b contributes when k more bytes follow it in the same step.
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of what <paramref name="crc"/> covers followed by <paramref name="bytes"/>; the checksum of nothing is 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var state = ~crc;
        var table = Tables.AsSpan();
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = table[1792 + (byte)low] ^ table[1536 + (byte)(low >> 8)] ^ table[1280 + (byte)(low >> 16)] ^ table[1024 + (int)(low >> 24)]
                ^ table[768 + (byte)high] ^ table[512 + (byte)(high >> 8)] ^ table[256 + (byte)(high >> 16)] ^ table[(int)(high >> 24)];
        }
        foreach (var value in bytes) state = table[(byte)(state ^ value)] ^ (state >> 8);
        return ~state;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var b = 0u; b < 256; b++)
        {
            var rest = b;
            for (var bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ (0xEDB88320 & (0 - (rest & 1)));
            tables[b] = rest;
        }
        for (var i = 256; i < tables.Length; i++) tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
