namespace VizPipeline.Imaging;

/// <summary>Writes the code lengths of a block in front of it (RFC 1951, 3.2.7).</summary>
internal static class BlockHeader
{
    private const int RepeatLength = 16, FewZeros = 17, ManyZeros = 18;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    public static Code[] Of(ReadOnlySpan<byte> symbols, ReadOnlySpan<byte> distances, ReadOnlySpan<byte> lengths)
    {
        var kept = Order.Length;
        while (lengths[Order[kept - 1]] == 0) kept--;

        var header = new List<Code> { new(0b100, 3), new((ulong)symbols.Length - 257, 5), new((ulong)distances.Length - 1, 5), new((ulong)kept - 4, 4) };
        foreach (var symbol in Order[..kept]) header.Add(new(lengths[symbol], 3));
        AddRuns(header, PrefixCode.Of(lengths), [.. symbols, .. distances]);
        return Code.Pack(header);
    }

    private static void AddRuns(List<Code> header, Code[] codes, ReadOnlySpan<byte> lengths)
    {
        while (!lengths.IsEmpty)
        {
            var value = lengths[0];
            var run = lengths.IndexOfAnyExcept(value) is var end and >= 0 ? end : lengths.Length;
            if (value != 0)
            {
                header.Add(codes[value]);
                AddRepeats(header, codes, run - 1, value);
            }
            else
            {
                AddZeros(header, codes, run);
            }
            lengths = lengths[run..];
        }
    }

    private static void AddRepeats(List<Code> header, Code[] codes, int count, byte value)
    {
        for (; count >= 3; count -= Math.Min(count, 6)) header.Add(codes[RepeatLength].Then(new((ulong)Math.Min(count, 6) - 3, 2)));
        for (; count > 0; count--) header.Add(codes[value]);
    }

    private static void AddZeros(List<Code> header, Code[] codes, int count)
    {
        for (; count >= 11; count -= Math.Min(count, 138)) header.Add(codes[ManyZeros].Then(new((ulong)Math.Min(count, 138) - 11, 7)));
        if (count >= 3)
        {
            header.Add(codes[FewZeros].Then(new((ulong)count - 3, 3)));
            return;
        }
        for (; count > 0; count--) header.Add(codes[0]);
    }
}
