using System.Diagnostics;

namespace VizPipeline.Bench;

/// <summary>Work that takes a processor and nothing else.</summary>
internal static class Spin
{
    private const int Probe = 1_000_000;

    /// <summary>Steps of an xorshift generator (Marsaglia 2003).</summary>
    public static ulong Run(ulong seed, int steps)
    {
        var state = seed | 1;
        for (var step = 0; step < steps; step++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }

    /// <summary>How many steps take this long here; the quickest of several tries, as the first ones are not yet compiled in full.</summary>
    public static int StepsIn(TimeSpan time)
    {
        var quickest = TimeSpan.MaxValue;
        for (var attempt = 0UL; attempt < 40; attempt++)
        {
            var begin = Stopwatch.GetTimestamp();
            if (Run(attempt, Probe) == 0) throw new InvalidOperationException("an xorshift generator never reaches zero");
            var taken = Stopwatch.GetElapsedTime(begin);
            if (taken < quickest) quickest = taken;
        }

        return (int)(Probe * (time / quickest));
    }
}
