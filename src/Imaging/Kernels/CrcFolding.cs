using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VizPipeline.Imaging;

/// <summary>
/// The CRC-32 of <see cref="Crc32"/> by carry-less multiplication (V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction",
/// Intel 2009): 256 bytes at a time where the processor multiplies 512 bits, else 64. A lane of 16 bytes is moved n bits on by two powers of x modulo the
/// polynomial, x^(n + 32) and x^(n − 32).
/// </summary>
internal static class CrcFolding
{
    private static readonly Vector128<ulong> By16 = Move(bytes: 16);
    private static readonly Vector128<ulong> By64 = Move(bytes: 64);
    private static readonly Vector512<ulong> AllBy64 = Vector512.Create(Vector256.Create(By64, By64), Vector256.Create(By64, By64));
    private static readonly Vector512<ulong> AllBy256 = Vector512.Create(Vector256.Create(Move(bytes: 256), Move(bytes: 256)), Vector256.Create(Move(bytes: 256), Move(bytes: 256)));

    public static bool IsSupported => Pclmulqdq.IsSupported;

    /// <inheritdoc cref="Kernel.Crc"/>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 128) return Crc32.Append(crc, bytes);
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var (lane, next) = Pclmulqdq.V512.IsSupported && bytes.Length >= 512 ? Wide(crc, bytes) : Narrow(crc, lanes);
        for (; next < lanes.Length; next++) lane = Fold(lane, By16) ^ lanes[next];

        // What is left has the remainder of all that was folded: the table takes it from a state of nothing, then the last bytes.
        Span<byte> folded = stackalloc byte[16];
        lane.AsByte().CopyTo(folded);
        return Crc32.Append(Crc32.Append(uint.MaxValue, folded), bytes[(16 * lanes.Length)..]);
    }

    // Both give one lane, and how many lanes are folded into it.
    private static (Vector128<ulong> Lane, int Next) Narrow(uint crc, ReadOnlySpan<Vector128<ulong>> lanes)
    {
        var (a, b, c, d) = (lanes[0] ^ Vector128.CreateScalar((ulong)~crc), lanes[1], lanes[2], lanes[3]);
        var next = 4;
        for (; next + 4 <= lanes.Length; next += 4)
        {
            (a, b) = (Fold(a, By64) ^ lanes[next], Fold(b, By64) ^ lanes[next + 1]);
            (c, d) = (Fold(c, By64) ^ lanes[next + 2], Fold(d, By64) ^ lanes[next + 3]);
        }
        return (Fold(Fold(Fold(a, By16) ^ b, By16) ^ c, By16) ^ d, next);
    }

    private static (Vector128<ulong> Lane, int Next) Wide(uint crc, ReadOnlySpan<byte> bytes)
    {
        var fours = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        var (a, b, c, d) = (fours[0] ^ Vector512.CreateScalar((ulong)~crc), fours[1], fours[2], fours[3]);
        var next = 4;
        for (; next + 4 <= fours.Length; next += 4)
        {
            (a, b) = (Fold(a, AllBy256) ^ fours[next], Fold(b, AllBy256) ^ fours[next + 1]);
            (c, d) = (Fold(c, AllBy256) ^ fours[next + 2], Fold(d, AllBy256) ^ fours[next + 3]);
        }
        a = Fold(Fold(Fold(a, AllBy64) ^ b, AllBy64) ^ c, AllBy64) ^ d;
        var (low, high) = (a.GetLower(), a.GetUpper());
        return (Fold(Fold(Fold(low.GetLower(), By16) ^ low.GetUpper(), By16) ^ high.GetLower(), By16) ^ high.GetUpper(), 4 * next);
    }

    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    private static Vector512<ulong> Fold(Vector512<ulong> lanes, Vector512<ulong> by) =>
        Pclmulqdq.V512.CarrylessMultiply(lanes, by, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(lanes, by, 0x11);

    private static Vector128<ulong> Move(int bytes) => Vector128.Create(Power((8 * bytes) + 32), Power((8 * bytes) - 32));

    // x^n modulo the polynomial with its bits reflected, which puts x^0 at bit 31; and once more to the left, as a product of reflected numbers needs it.
    private static ulong Power(int n)
    {
        var power = 0x8000_0000u;
        for (var i = 0; i < n; i++) power = (power >> 1) ^ (0xEDB88320 & (0 - (power & 1)));
        return (ulong)power << 1;
    }
}
