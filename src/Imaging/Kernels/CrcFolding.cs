using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VizPipeline.Imaging;

/// <summary>
/// The CRC-32 of <see cref="Crc32"/> by carry-less multiplication, 64 bytes at a time (V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using
/// PCLMULQDQ Instruction", Intel 2009). The multipliers are powers of x modulo the polynomial, bits reflected.
/// </summary>
internal static class CrcFolding
{
    // x^(512 + 32), x^(512 - 32) move a lane 64 bytes on; x^(128 + 32), x^(128 - 32) move it 16.
    private static readonly Vector128<ulong> By64 = Vector128.Create(0x1_5444_2BD4ul, 0x1_C6E4_1596);
    private static readonly Vector128<ulong> By16 = Vector128.Create(0x1_7519_97D0ul, 0x0_CCAA_009E);

    public static bool IsSupported => Pclmulqdq.IsSupported;

    /// <inheritdoc cref="Kernel.Crc"/>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 128) return Crc32.Append(crc, bytes);
        var (a, b, c, d) = (At(bytes, 0) ^ Vector128.CreateScalar((ulong)~crc), At(bytes, 16), At(bytes, 32), At(bytes, 48));
        for (bytes = bytes[64..]; bytes.Length >= 64; bytes = bytes[64..])
        {
            (a, b) = (Fold(a, By64) ^ At(bytes, 0), Fold(b, By64) ^ At(bytes, 16));
            (c, d) = (Fold(c, By64) ^ At(bytes, 32), Fold(d, By64) ^ At(bytes, 48));
        }
        a = Fold(Fold(Fold(a, By16) ^ b, By16) ^ c, By16) ^ d;
        for (; bytes.Length >= 16; bytes = bytes[16..]) a = Fold(a, By16) ^ At(bytes, 0);

        // What is left has the remainder of all that was folded: the table takes it from a state of nothing, then the last bytes.
        Span<byte> folded = stackalloc byte[16];
        a.AsByte().CopyTo(folded);
        return Crc32.Append(Crc32.Append(uint.MaxValue, folded), bytes);
    }

    private static Vector128<ulong> At(ReadOnlySpan<byte> bytes, int at) => Vector128.Create(bytes.Slice(at, 16)).AsUInt64();

    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);
}
