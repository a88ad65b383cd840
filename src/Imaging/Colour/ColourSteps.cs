namespace VizPipeline.Imaging;

/// <summary>A line of columns as steps: each byte of a column less the same byte of the column before, modulo 256; before the first stands 0.</summary>
internal static class ColourSteps
{
    private const uint Tops = 0x80808080;

    /// <summary>Replaces the packed colours or colour numbers of a line by their steps.</summary>
    public static void Take(Span<uint> columns)
    {
        for (var c = columns.Length - 1; c > 0; c--) columns[c] = Minus(columns[c], columns[c - 1]);
    }

    /// <summary>The checksum of the line as filter Sub writes it: the filter byte, then each step and its zeros.</summary>
    public static Adler32 Sum(ReadOnlySpan<uint> steps, int channels, int scale)
    {
        var zeros = (ulong)(channels * (scale - 1));
        var (a, b) = (1ul, 1ul);
        foreach (var step in steps)
        {
            for (var shift = 0; shift < channels * 8; shift += 8) b += a += (byte)(step >> shift);
            b += a * zeros;
        }
        return new((uint)(a % Adler32.Modulus), (uint)(b % Adler32.Modulus));
    }

    // Four bytes at once, none borrowing from the next.
    private static uint Minus(uint left, uint right) => ((left | Tops) - (right & ~Tops)) ^ ((left ^ ~right) & Tops);
}
