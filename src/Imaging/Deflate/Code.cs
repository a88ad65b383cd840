namespace VizPipeline.Imaging;

/// <summary>Bits in the order in which deflate packs them, the first in the lowest place; at most 56, so that they fit beside 7 pending ones.</summary>
internal readonly record struct Code(ulong Bits, int Length)
{
    public const int Longest = 56;

    public Code Then(Code next) => new(Bits | (next.Bits << Length), Length + next.Length);

    /// <summary>The same bits in as few codes as they fit into.</summary>
    public static Code[] Pack(IEnumerable<Code> codes)
    {
        var packed = new List<Code>();
        foreach (var code in codes)
        {
            if (packed.Count > 0 && packed[^1].Length + code.Length <= Longest) packed[^1] = packed[^1].Then(code);
            else packed.Add(code);
        }
        return [.. packed];
    }
}
