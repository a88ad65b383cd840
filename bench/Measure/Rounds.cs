using System.Diagnostics;

namespace VizPipeline.Bench;

/// <summary>Lets contenders take turns, so that what the machine does besides strikes all of them, and gives the medians.</summary>
/// <param name="warmUps">Rounds that do not count: the runtime compiles what is hot, and the disk's cache fills.</param>
/// <param name="rounds">Rounds that do.</param>
internal sealed class Rounds(int warmUps, int rounds)
{
    /// <summary>The median of each figure, by contender in the order given.</summary>
    public async Task<Sample[]> MedianAsync(IReadOnlyList<Contender> contenders) => [.. (await RunAsync(contenders)).Select(Median)];

    /// <summary>
    /// The median seconds of each contender, after what one round was slower than another is taken out: each time is taken beside the mean of its round. For
    /// contenders so alike that the machine's own unrest would hide what they differ by.
    /// </summary>
    public async Task<double[]> PairedSecondsAsync(IReadOnlyList<Contender> contenders)
    {
        var samples = await RunAsync(contenders);
        var means = Enumerable.Range(0, rounds).Select(round => samples.Average(own => own[round].Elapsed.TotalSeconds)).ToArray();
        return [.. samples.Select(own => Middle(means) * Middle(own.Select((sample, round) => sample.Elapsed.TotalSeconds / means[round])))];
    }

    // Every round begins with another contender.
    private async Task<List<Sample>[]> RunAsync(IReadOnlyList<Contender> contenders)
    {
        var samples = contenders.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < warmUps + rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var index = (round + turn) % contenders.Count;
                var sample = await RunAsync(contenders[index], round);
                if (round >= warmUps) samples[index].Add(sample);
                var which = round < warmUps ? "warm-up" : $"round {round + 1 - warmUps} of {rounds}";
                await Console.Error.WriteLineAsync($"{which}: {contenders[index].Name}: {sample.Elapsed.TotalMilliseconds:F0} ms");
            }
        }

        return samples;
    }

    private static async Task<Sample> RunAsync(Contender contender, int round)
    {
        var work = await contender.PrepareAsync(round);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        PeakMemory.Forget();
        var (allocated, processor, begin) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await work();
        var elapsed = Stopwatch.GetElapsedTime(begin);
        return new(elapsed, Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes(precise: true) - allocated, PeakMemory.Read());
    }

    private static Sample Median(List<Sample> all) => new(
        Middle(all.Select(sample => sample.Elapsed)),
        Middle(all.Select(sample => sample.Processor)),
        Middle(all.Select(sample => sample.AllocatedBytes)),
        Middle(all.Select(sample => sample.PeakBytes)));

    /// <summary>Of an even number, the greater of the two in the middle.</summary>
    internal static T Middle<T>(IEnumerable<T> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
