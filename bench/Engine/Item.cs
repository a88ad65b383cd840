namespace VizPipeline.Bench;

/// <summary>What travels in the bench of the engine.</summary>
internal sealed record Item(long Number)
{
    /// <summary>Numbers that no other round has.</summary>
    public static IEnumerable<Item> Of(int round, int count) => Enumerable.Range(0, count).Select(number => new Item(((long)round << 32) | (uint)number));
}
