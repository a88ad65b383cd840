using System.Text;

namespace VizPipeline.Tests;

/// <summary>How long the format's specification lets a value be at least, by its tables of limits.</summary>
internal static class Shortest
{
    public static int Length(Packed value) => value switch
    {
        PackedNil or PackedFlag => 1,
        PackedSingle => 5,
        PackedDouble => 9,
        PackedWhole whole => Whole(whole.Value),
        PackedText { Value: var text } => Sized(Encoding.UTF8.GetByteCount(text), 31, 255),
        PackedBinary { Value: var binary } => Sized(binary.Length, -1, 255),
        PackedTime time when Second(time) is >= 0 and < 4294967296 && time.ToString().EndsWith(".0", StringComparison.Ordinal) => 6,
        PackedTime time when Second(time) is >= 0 and < 17179869184 => 10,
        PackedTime => 15,
        PackedArray array => Sized(array.Items.Length, 15, -1) - array.Items.Length + array.Items.Sum(Length),
        PackedMap map => Sized(map.Pairs.Length, 15, -1) - map.Pairs.Length + map.Pairs.Sum(pair => Length(pair.Key) + Length(pair.Value)),
        _ => throw new ArgumentException($"{value}"),
    };

    private static int Whole(Int128 value) => IsWithin(value, -32, 127) ? 1 : IsWithin(value, -128, 255) ? 2 : IsWithin(value, -32768, 65535) ? 3 : IsWithin(value, -2147483648, 4294967295) ? 5 : 9;

    private static bool IsWithin(Int128 value, long least, long most) => least <= value && value <= most;

    private static long Second(PackedTime time) => time.Value.ToUnixTimeSeconds();

    private static int Sized(int length, int fix, int one) => length + (length <= fix ? 1 : length <= one ? 2 : length <= 65535 ? 3 : 5);
}
