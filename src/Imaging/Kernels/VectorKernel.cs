using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VizPipeline.Imaging;

/// <summary>Four doubles or eight columns at a time, for processors with AVX2. No multiplication is fused with an addition: that would round otherwise.</summary>
internal sealed class VectorKernel : Kernel
{
    private static readonly Vector256<uint> Lanes = Vector256<uint>.Indices;

    public static bool IsSupported => Avx2.IsSupported && CrcFolding.IsSupported;

    public override void Place(in ColourScale scale, Span<double> values)
    {
        var whole = scale.Range == 0 ? 0 : values.Length & ~3;
        var (min, range, last) = (Vector256.Create(scale.Min), Vector256.Create(scale.Range), Vector256.Create((double)scale.Last));
        for (var c = 0; c < whole; c += 4)
        {
            var part = values.Slice(c, 4);
            var t = (Vector256.Create<double>(part) - min) / range;
            var place = Vector256.GreaterThan(t, Vector256<double>.Zero) & Vector256.ConditionalSelect(Vector256.LessThan(t, Vector256<double>.One), t, Vector256<double>.One);
            (place * last).CopyTo(part);
        }
        Scalar.Place(scale, values[whole..]);
    }

    public override void Mix(in ColourScale scale, ReadOnlySpan<double> places, Span<uint> colours)
    {
        // Red, green, blue and nothing of one column side by side.
        var stops = MemoryMarshal.Cast<double, Vector256<double>>(scale.Stops);
        var pack = Vector128.Create((byte)0, 4, 8, 12, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        for (var c = 0; c < places.Length; c++)
        {
            var stop = (int)places[c];
            var high = places[c] - stop;
            var mixed = (stops[stop] * Vector256.Create(1 - high)) + (stops[stop + 1] * Vector256.Create(high));
            colours[c] = Ssse3.Shuffle(Avx.ConvertToVector128Int32WithTruncation(mixed).AsByte(), pack).AsUInt32().ToScalar();
        }
    }

    public override Adler32 Step(ReadOnlySpan<uint> columns, Span<uint> steps, int channels, int scale)
    {
        if (columns.Length % Vector256<uint>.Count != 0) return Scalar.Step(columns, steps, channels, scale);
        var sums = new ByteSums();
        var (before, index) = (Vector256<uint>.Zero, Lanes);
        for (var c = 0; c < columns.Length; c += Vector256<uint>.Count)
        {
            // Bytes are subtracted without borrowing; the column before the first of a vector is the last of the vector before it.
            var these = Vector256.Create(columns[c..]);
            var left = Avx2.PermuteVar8x32(Avx2.Blend(these, before, 0b1000_0000), Avx2.Add(Lanes, Vector256.Create(7u)) & Vector256.Create(7u));
            var step = (these.AsByte() - left.AsByte()).AsUInt32();
            step.CopyTo(steps[c..]);
            sums.Add(step, index);
            (before, index) = (these, index + Vector256.Create(8u));
        }
        return sums.Line(columns.Length, channels, scale);
    }

    public override uint Crc(uint crc, ReadOnlySpan<byte> bytes) => CrcFolding.Append(crc, bytes);
}
