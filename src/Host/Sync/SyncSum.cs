namespace VizPipeline.Host;

/// <summary>A sensor's readings on one side: how many, and a sum over their instants and values, by which two sides are known to be the same without either being kept.</summary>
/// <param name="Count">Readings.</param>
/// <param name="Sum">The same in whatever order they come.</param>
internal readonly record struct SyncSum(long Count, ulong Sum)
{
    public SyncSum With(long ticks, double value) =>
        double.IsNaN(value) ? this : new(Count + 1, unchecked(Sum + Mixed(Mixed((ulong)ticks) ^ BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value))));

    // The mixing of SplitMix64: one bit of what goes in turns half of those that come out.
    private static ulong Mixed(ulong bits)
    {
        unchecked
        {
            bits += 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
