namespace VizPipeline.Imaging;

/// <summary>One value at a time; runs everywhere.</summary>
internal sealed class ScalarKernel : Kernel
{
    private const uint Tops = 0x80808080;

    public override void Place(in ColourScale scale, Span<double> values)
    {
        foreach (ref var value in values) value = scale.Place(value);
    }

    public override void Mix(in ColourScale scale, ReadOnlySpan<double> places, Span<uint> colours)
    {
        for (var c = 0; c < places.Length; c++) colours[c] = scale.Mix(places[c]);
    }

    public override Adler32 Step(ReadOnlySpan<uint> columns, Span<uint> steps, int channels, int scale)
    {
        var zeros = (ulong)(channels * (scale - 1));
        var (a, b, before) = (1ul, 1ul, 0u);
        for (var c = 0; c < columns.Length; c++)
        {
            var step = Minus(columns[c], before);
            (before, steps[c]) = (columns[c], step);
            for (var shift = 0; shift < channels * 8; shift += 8) b += a += (byte)(step >> shift);
            b += a * zeros;
        }
        return new((uint)(a % Adler32.Modulus), (uint)(b % Adler32.Modulus));
    }

    public override uint Crc(uint crc, ReadOnlySpan<byte> bytes) => Crc32.Append(crc, bytes);

    // Four bytes at once, none borrowing from the next.
    private static uint Minus(uint left, uint right) => ((left | Tops) - (right & ~Tops)) ^ ((left ^ ~right) & Tops);
}
