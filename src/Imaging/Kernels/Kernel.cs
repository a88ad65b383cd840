namespace VizPipeline.Imaging;

/// <summary>The arithmetic that every pixel and byte goes through. Each implementation gives the same bits; <see cref="Best"/> is the one place that chooses.</summary>
internal abstract class Kernel
{
    public static Kernel Scalar { get; } = new ScalarKernel();

    /// <summary>The fastest that this processor can run.</summary>
    public static Kernel Best { get; } = VectorKernel.IsSupported ? new VectorKernel() : Scalar;

    /// <summary>Where each value lies on the ramp: 0 at its first stop, 1 at its second, and so on. In place.</summary>
    public abstract void Place(in ColourScale scale, Span<double> values);

    /// <summary>The colour of each place, packed as R + 256 G + 65,536 B, truncated.</summary>
    public abstract void Mix(in ColourScale scale, ReadOnlySpan<double> places, Span<uint> colours);

    /// <summary>
    /// Each byte of a column less the same byte of the column before, modulo 256; before the first stands 0. Returns the checksum of the line as filter Sub
    /// writes it: the filter byte, then each step and its zeros.
    /// </summary>
    /// <param name="columns">Packed colours, or colour numbers.</param>
    /// <param name="steps">As long as <paramref name="columns"/>, which it must not overlap.</param>
    /// <param name="channels">Bytes of a pixel.</param>
    /// <param name="scale">Pixels of a column across.</param>
    public abstract Adler32 Step(ReadOnlySpan<uint> columns, Span<uint> steps, int channels, int scale);

    /// <summary>The CRC-32 of what <paramref name="crc"/> covers followed by <paramref name="bytes"/>; that of nothing is 0.</summary>
    public abstract uint Crc(uint crc, ReadOnlySpan<byte> bytes);
}
