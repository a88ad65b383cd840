using System.Diagnostics.CodeAnalysis;

namespace VizPipeline.Storage;

/// <summary>The name of some bytes: a CIDv1 in lower-case base32, as IPFS and Pinata write it.</summary>
public readonly record struct Cid(string Text)
{
    private const int MostBytes = 128;

    /// <summary>Accepts a CIDv1 of any codec and hash in lower-case base32, in its one correct spelling; nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Cid cid)
    {
        cid = default;
        if (text is not ['b', ..] || (text.Length - 1) * 5 / 8 is var length && length > MostBytes) return false;
        Span<byte> bytes = stackalloc byte[length];
        if (!Base32.TryDecode(text.AsSpan(1), bytes)) return false;

        // Version, codec, hash function, digest length, then exactly that many bytes.
        ReadOnlySpan<byte> rest = bytes;
        if (!TryNumber(ref rest, out var version) || version != 1) return false;
        if (!TryNumber(ref rest, out _) || !TryNumber(ref rest, out _)) return false;
        if (!TryNumber(ref rest, out var digest) || digest == 0 || digest != (ulong)rest.Length) return false;
        cid = new Cid(text);
        return true;
    }

    public override string ToString() => Text;

    /// <summary>An unsigned varint: seven bits a byte, lowest first, in the fewest bytes.</summary>
    private static bool TryNumber(ref ReadOnlySpan<byte> from, out ulong number)
    {
        number = 0;
        for (var i = 0; i < from.Length && i < 9; i++)
        {
            number |= (ulong)(from[i] & 0x7f) << (7 * i);
            if (from[i] >= 0x80) continue;
            if (i > 0 && from[i] == 0) return false;
            from = from[(i + 1)..];
            return true;
        }

        return false;
    }
}
