namespace VizPipeline.Storage;

/// <summary>RFC 4648 base32 in lower case without padding, which multibase calls <c>b</c>.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Appends nothing and pads nothing: ⌈8n/5⌉ characters after <paramref name="prefix"/>.</summary>
    public static string Encode(char prefix, ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[1 + ((bytes.Length * 8) + 4) / 5];
        text[0] = prefix;
        var (bits, held, at) = (0u, 0, 1);
        foreach (var value in bytes)
        {
            bits = (bits << 8) | value;
            for (held += 8; held >= 5;) text[at++] = Alphabet[(int)(bits >> (held -= 5)) & 31];
        }

        if (held > 0) text[at] = Alphabet[(int)(bits << (5 - held)) & 31];
        return new string(text);
    }

    /// <summary>Fills <paramref name="bytes"/> exactly; false for any other text than <see cref="Encode"/> makes.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length != ((bytes.Length * 8) + 4) / 5) return false;
        var (bits, held, at) = (0u, 0, 0);
        foreach (var letter in text)
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0) return false;
            bits = (bits << 5) | (uint)value;
            held += 5;
            if (held >= 8) bytes[at++] = (byte)(bits >> (held -= 8));
        }

        return (bits & ((1u << held) - 1)) == 0;
    }
}
