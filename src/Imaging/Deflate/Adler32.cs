namespace VizPipeline.Imaging;

/// <summary>
/// The two sums of RFC 1950. A segment's sums begin at <c>default</c> and know nothing of what stands before it; <see cref="Then"/> joins
/// segments, so that a segment's sums are computed once wherever it is used. A whole stream begins at <see cref="Start"/>.
/// </summary>
/// <param name="A">Sum of the bytes, modulo 65,521.</param>
/// <param name="B">Sum of the values that A took after each byte, modulo 65,521.</param>
internal readonly record struct Adler32(uint A, uint B)
{
    public const uint Modulus = 65521;

    public static Adler32 Start { get; } = new(1, 0);

    /// <summary>As it stands at the end of a stream.</summary>
    public uint Value => (B << 16) | A;

    /// <summary>These bytes, then a segment of <paramref name="length"/> bytes.</summary>
    public Adler32 Then(Adler32 segment, long length) =>
        new((A + segment.A) % Modulus, (uint)((B + segment.B + (A * (ulong)(length % Modulus))) % Modulus));

    /// <summary>A segment of <paramref name="length"/> bytes, <paramref name="times"/> times over, in closed form.</summary>
    public Adler32 Repeated(long length, int times)
    {
        var n = (ulong)times % Modulus;
        var pairs = (ulong)times * ((ulong)times - 1) / 2 % Modulus;
        return new((uint)(n * A % Modulus), (uint)(((n * B) + (pairs * (A * (ulong)(length % Modulus) % Modulus))) % Modulus));
    }

    /// <summary>These bytes, then <paramref name="bytes"/>.</summary>
    public Adler32 Append(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (A, B);
        while (!bytes.IsEmpty)
        {
            // 5,552 bytes of 255 are the most that 32 bits hold.
            var piece = bytes[..Math.Min(bytes.Length, 5552)];
            foreach (var value in piece) b += a += value;
            (a, b) = (a % Modulus, b % Modulus);
            bytes = bytes[piece.Length..];
        }
        return new(a, b);
    }
}
