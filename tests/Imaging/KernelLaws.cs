using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Whatever arithmetic this processor can run gives the bits of the scalar one. On a processor without vectors both are the same.</summary>
public class KernelLaws
{
    private sealed record Case(Palette Palette, double Min, double Max, double[] Values, byte[] Bytes, int Cut, int Scale);

    private static Gen<Case> Cases =>
        from palette in Gen.Elements(Palettes.All.AsEnumerable())
        from seed in Gen.Choose(0, int.MaxValue)
        from exponent in Gen.Choose(-300, 300)
        from length in Gen.Elements(0, 1, 7, 8, 60, 61, 1440)
        from bytes in Gen.Frequency((3, Gen.Choose(0, 300)), (1, Gen.Choose(300, 5000)))
        from scale in Gen.Choose(1, 8)
        select Make(palette, new Random(seed), Math.Pow(10, exponent), length, bytes, scale);

    // Bounds, stops and their neighbours among the values; numbers that are none and infinite differences too.
    private static Case Make(Palette palette, Random random, double unit, int length, int bytes, int scale)
    {
        var (min, range) = ((random.NextDouble() - 0.5) * unit, random.Next(8) == 0 ? 0 : random.NextDouble() * unit);
        var values = new double[length];
        for (var c = 0; c < length; c++)
        {
            var stop = min + (range * random.Next(palette.Stops.Length) / (palette.Stops.Length - 1));
            values[c] = random.Next(9) switch
            {
                0 => stop,
                1 => Math.BitIncrement(stop),
                2 => Math.BitDecrement(stop),
                3 when random.Next(40) == 0 => double.MaxValue,
                4 when random.Next(40) == 0 => -double.MaxValue,
                _ => min + (range * ((random.NextDouble() * 1.1) - 0.05)),
            };
        }
        var any = new byte[bytes];
        random.NextBytes(any);
        return new(palette, min, min + range, values, any, random.Next(bytes + 1), scale);
    }

    private static bool Agrees(Kernel kernel, Case of)
    {
        var (one, other) = (Results(kernel, of), Results(Kernel.Scalar, of));
        return one.Places.AsSpan().SequenceEqual(other.Places) && one.Colours.AsSpan().SequenceEqual(other.Colours)
            && one.Steps.AsSpan().SequenceEqual(other.Steps) && one.Numbers.AsSpan().SequenceEqual(other.Numbers)
            && one.Sums == other.Sums && one.Crc == other.Crc;
    }

    private static (long[] Places, uint[] Colours, uint[] Steps, uint[] Numbers, (Adler32, Adler32) Sums, uint Crc) Results(Kernel kernel, Case of)
    {
        var scale = new ColourScale(of.Palette, of.Min, of.Max);
        var places = of.Values.ToArray();
        var (colours, steps, numbers) = (new uint[places.Length], new uint[places.Length], new uint[places.Length]);
        kernel.Place(scale, places);
        kernel.Mix(scale, places, colours);
        var rgb = kernel.Step(colours, steps, 3, of.Scale);
        var indexed = kernel.Step(Array.ConvertAll(colours, colour => colour & 0xFF), numbers, 1, of.Scale);
        var crc = kernel.Crc(kernel.Crc(0, of.Bytes.AsSpan(0, of.Cut)), of.Bytes.AsSpan(of.Cut));
        return (Array.ConvertAll(places, BitConverter.DoubleToInt64Bits), colours, steps, numbers, (rgb, indexed), crc);
    }

    [Fact]
    public void The_arithmetic_of_this_processor_gives_the_bits_of_the_scalar_one() => Law.Holds(Cases, of => Agrees(Kernel.Best, of), runs: 2000);

    [Fact]
    public void A_processor_with_the_vectors_uses_them() =>
        Assert.Equal(System.Runtime.Intrinsics.X86.Avx2.IsSupported && System.Runtime.Intrinsics.X86.Pclmulqdq.IsSupported, Kernel.Best != Kernel.Scalar);

    [Fact]
    public void The_law_refutes_a_multiplication_fused_with_its_addition() => Refutes(new Mutated
    {
        MixOf = (scale, place) =>
        {
            var (i, w) = ((int)place, place - (int)place);
            var stops = scale.Stops.Slice(i * 4, 8).ToArray();
            uint Channel(int c) => (uint)(int)Math.FusedMultiplyAdd(stops[4 + c], w, stops[c] * (1 - w));
            return Channel(0) | (Channel(1) << 8) | (Channel(2) << 16);
        },
    });

    [Fact]
    public void The_law_refutes_steps_that_borrow_from_their_neighbours() => Refutes(new Mutated { Minus = (left, right) => left - right });

    [Fact]
    public void The_law_refutes_a_crc_that_starts_anew() => Refutes(new Mutated { CrcOf = (_, bytes) => Crc32.Append(0, bytes) });

    [Fact]
    public void The_law_refutes_values_that_are_not_kept_on_the_ramp() => Refutes(new Mutated { PlaceOf = (scale, value) => (value - scale.Min) / scale.Range * scale.Last });

    private static void Refutes(Kernel mutant) => Mutant.IsRefuted(Cases, of => Agrees(mutant, of), runs: 2000);

    /// <summary>The scalar arithmetic with one piece replaced.</summary>
    private sealed class Mutated : Kernel
    {
        public Func<ColourScale, double, double> PlaceOf { get; init; } = (scale, value) => scale.Place(value);

        public Func<ColourScale, double, uint> MixOf { get; init; } = (scale, place) => place >= 0 && place <= scale.Last ? scale.Mix(place) : 0;

        public Func<uint, uint, uint>? Minus { get; init; }

        public Func<uint, byte[], uint> CrcOf { get; init; } = (crc, bytes) => Crc32.Append(crc, bytes);

        public override void Place(in ColourScale scale, Span<double> values)
        {
            foreach (ref var value in values) value = PlaceOf(scale, value);
        }

        public override void Mix(in ColourScale scale, ReadOnlySpan<double> places, Span<uint> colours)
        {
            for (var c = 0; c < places.Length; c++) colours[c] = MixOf(scale, places[c]);
        }

        public override Adler32 Step(ReadOnlySpan<uint> columns, Span<uint> steps, int channels, int scale)
        {
            var sum = Scalar.Step(columns, steps, channels, scale);
            for (var c = 1; c < columns.Length && Minus is not null; c++) steps[c] = Minus(columns[c], columns[c - 1]);
            return sum;
        }

        public override uint Crc(uint crc, ReadOnlySpan<byte> bytes) => CrcOf(crc, bytes.ToArray());
    }
}
