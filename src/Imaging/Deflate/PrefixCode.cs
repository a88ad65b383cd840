namespace VizPipeline.Imaging;

/// <summary>Canonical prefix codes (RFC 1951, 3.2.2).</summary>
internal static class PrefixCode
{
    /// <summary>The code of each symbol from the code lengths; a symbol of length 0 has none.</summary>
    public static Code[] Of(ReadOnlySpan<byte> lengths)
    {
        var codes = new Code[lengths.Length];
        var next = 0;
        for (var length = 1; length <= 15; length++, next <<= 1)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length) codes[symbol] = new(Reverse(next++, length), length);
            }
        }
        return codes;
    }

    private static ulong Reverse(int code, int length)
    {
        var reversed = 0ul;
        for (var bit = 0; bit < length; bit++) reversed |= (ulong)((code >> bit) & 1) << (length - 1 - bit);
        return reversed;
    }
}
