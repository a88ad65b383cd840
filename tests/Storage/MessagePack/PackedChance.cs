using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace VizPipeline.Tests;

/// <summary>Random values, most of them near where an encoding changes into the next.</summary>
internal static class PackedChance
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 31, 32, 33, 254, 255, 256, 257];
    private static readonly int[] LongLengths = [65535, 65536, 70000];
    private static readonly long[] Seconds = [0, -1, uint.MaxValue, 1L << 32, (1L << 34) - 1, 1L << 34, -62135596800, 253402300799];

    /// <summary>Without what python's numbers cannot keep apart: floats of 32 bits and of 64 bits in one value.</summary>
    public static Gen<Packed> Values(bool single) => Gen.Choose(0, int.MaxValue - 1).Select(seed => Value(new Random(seed), 4, single));

    public static Packed Value(Random chance, int depth, bool single) => chance.Next(depth > 0 ? 11 : 9) switch
    {
        0 => new PackedNil(),
        1 => new PackedFlag(chance.Next(2) == 0),
        2 or 3 => new PackedWhole(Whole(chance)),
        4 => single ? new PackedSingle(Float(chance)) : new PackedDouble(Double(chance)),
        5 or 6 => new PackedText(Text(chance, Length(chance))),
        7 => new PackedBinary(Bytes(chance, Length(chance))),
        8 => new PackedTime(Time(chance)),
        9 => new PackedArray([.. Enumerable.Range(0, Items(chance, depth)).Select(_ => Value(chance, depth - 1, single))]),
        _ => new PackedMap([.. Enumerable.Range(0, Items(chance, depth)).Select(i => (Key(chance, i), Value(chance, depth - 1, single)))]),
    };

    // Distinct, and of one kind in python, where 1, 1.0 and True are the same key.
    private static Packed Key(Random chance, int i) => chance.Next(2) == 0 ? new PackedWhole(i) : new PackedText($"{i}{Text(chance, 3)}");

    private static Int128 Whole(Random chance)
    {
        var near = (Int128)1 << chance.Next(65);
        var value = (chance.Next(2) == 0 ? near : -near) + chance.Next(-2, 3);
        return Int128.Clamp(value, long.MinValue, ulong.MaxValue);
    }

    private static double Double(Random chance) => chance.Next(6) switch
    {
        0 => double.NaN,
        1 => double.NegativeInfinity,
        2 => -0.0,
        3 => chance.Next(),
        4 => double.Epsilon,
        _ => chance.NextDouble() * Math.Pow(10, chance.Next(-300, 300)),
    };

    private static float Float(Random chance) => chance.Next(4) switch
    {
        0 => float.NegativeInfinity,
        1 => float.Epsilon,
        2 => chance.Next(),
        _ => chance.NextSingle(),
    };

    private static Instant Time(Random chance)
    {
        var second = Seconds[chance.Next(Seconds.Length)] + (chance.Next(2) == 0 ? 0 : chance.Next(-100_000, 100_000));
        var at = Instant.FromUnixTimeSeconds(Math.Clamp(second, Seconds.Min(), Seconds.Max()));
        return chance.Next(2) == 0 ? at : at.PlusNanoseconds(chance.Next(1_000_000_000));
    }

    private static string Text(Random chance, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length) text.Append(chance.Next(5) == 0 ? new Rune(chance.Next(2) == 0 ? chance.Next(0xA0, 0x2000) : chance.Next(0x10000, 0x1F000)) : new Rune(chance.Next(0x7F)));
        return text.ToString();
    }

    private static byte[] Bytes(Random chance, int length)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }

    private static int Length(Random chance) => chance.Next(200) == 0 ? LongLengths[chance.Next(LongLengths.Length)] : Lengths[chance.Next(Lengths.Length)] / (chance.Next(3) == 0 ? 1 : 8);

    private static int Items(Random chance, int depth) => chance.Next(10) == 0 && depth == 1 ? chance.Next(14, 19) : chance.Next(5);
}
