using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace VizPipeline.Tests;

/// <summary>The mutant of brevity: every value in the longest form that the format allows for it. Only readers that take all forms understand it.</summary>
internal static class WideWriter
{
    public static byte[] Write(Packed value) => value switch
    {
        PackedWhole whole => [(byte)(whole.Value < 0 ? 0xd3 : 0xcf), .. Wide((ulong)(whole.Value < 0 ? (Int128)ulong.MaxValue + 1 + whole.Value : whole.Value), 8)],
        PackedText text => [0xdb, .. Sized(Encoding.UTF8.GetBytes(text.Value))],
        PackedBinary binary => [0xc6, .. Sized(binary.Value)],
        PackedTime time => [0xc7, 12, 0xff, .. Wide((ulong)Nanoseconds(time.Value), 4), .. Wide((ulong)time.Value.ToUnixTimeSeconds(), 8)],
        PackedArray array => [0xdd, .. Wide((ulong)array.Items.Length, 4), .. array.Items.SelectMany(Write)],
        PackedMap map => [0xdf, .. Wide((ulong)map.Pairs.Length, 4), .. map.Pairs.SelectMany(pair => (byte[])[.. Write(pair.Key), .. Write(pair.Value)])],
        _ => value.ToBytes(),
    };

    private static byte[] Sized(byte[] bytes) => [.. Wide((ulong)bytes.Length, 4), .. bytes];

    private static byte[] Wide(ulong value, int width)
    {
        var digits = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(digits, value);
        return digits[^width..];
    }

    private static int Nanoseconds(Instant at) => (at - Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds())).SubsecondNanoseconds;
}
