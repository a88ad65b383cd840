namespace VizPipeline.Imaging;

/// <summary>How deflate names the lengths and distances of its matches (RFC 1951, 3.2.5).</summary>
internal static class DeflateSymbols
{
    public const int Literals = 256, EndOfBlock = 256, LongestMatch = 258, Count = 286;

    private const int FirstLength = 257, LongestLength = 285;

    /// <summary>The symbol of a match length from 3 to 258, and the extra bits that follow it.</summary>
    public static (int Symbol, Code Extra) OfLength(int length)
    {
        if (length == LongestMatch) return (LongestLength, default);
        var (step, extra) = Split(length - 3, stepsPerOctave: 4);
        return (FirstLength + step, extra);
    }

    /// <summary>The symbol of a distance from 1 on, and the extra bits that follow it.</summary>
    public static (int Symbol, Code Extra) OfDistance(int distance) => Split(distance - 1, stepsPerOctave: 2);

    // Both scales: twice the first octave in single steps, then each octave in equally many steps.
    private static (int Step, Code Extra) Split(int value, int stepsPerOctave)
    {
        var bits = Math.Max(0, int.Log2(Math.Max(value, 1)) - int.Log2(stepsPerOctave));
        return ((value >> bits) + (bits * stepsPerOctave), new Code((ulong)(value & ((1 << bits) - 1)), bits));
    }
}
