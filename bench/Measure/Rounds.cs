using System.Diagnostics;

namespace VizPipeline.Bench;

/// <summary>Lets contenders take turns, so that what the machine does besides strikes all of them, and gives the medians.</summary>
/// <param name="warmUps">Rounds that do not count: the runtime compiles what is hot, and the disk's cache fills.</param>
/// <param name="rounds">Rounds that do.</param>
internal sealed class Rounds(int warmUps, int rounds)
{
    /// <summary>How often each contender runs in a round that counts. The fastest is kept: what the machine does besides only ever slows.</summary>
    public int Takes { get; init; } = 1;

    /// <summary>The median of each figure, by contender in the order given.</summary>
    public async Task<Sample[]> MedianAsync(IReadOnlyList<Contender> contenders) => [.. (await RunAsync(contenders)).Select(Median)];

    /// <summary>
    /// The medians, after what one round was slower than another is taken out: the times of each contender are taken beside the means of their round. For
    /// contenders so alike that the machine's own unrest would hide what they differ by.
    /// </summary>
    public async Task<Sample[]> PairedAsync(IReadOnlyList<Contender> contenders)
    {
        var samples = await RunAsync(contenders);
        var (elapsed, processor) = (Paired(samples, sample => sample.Elapsed), Paired(samples, sample => sample.Processor));
        return [.. samples.Select((own, index) => Median(own) with { Elapsed = elapsed[index], Processor = processor[index] })];
    }

    private TimeSpan[] Paired(List<Sample>[] samples, Func<Sample, TimeSpan> time)
    {
        var means = Enumerable.Range(0, rounds).Select(round => samples.Average(own => time(own[round]).TotalSeconds)).ToArray();
        return [.. samples.Select(own => TimeSpan.FromSeconds(Middle(means) * Middle(own.Select((sample, round) => time(sample).TotalSeconds / means[round]))))];
    }

    // Every round begins with another contender.
    private async Task<List<Sample>[]> RunAsync(IReadOnlyList<Contender> contenders)
    {
        var samples = contenders.Select(_ => new List<Sample>()).ToArray();
        for (var round = 0; round < warmUps + rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count * (round < warmUps ? 1 : Takes); turn++)
            {
                var index = (round + turn) % contenders.Count;
                var sample = await RunAsync(contenders[index], round);
                if (round >= warmUps) Keep(samples[index], sample, isFirst: turn < contenders.Count);
                var which = round < warmUps ? "warm-up" : $"round {round + 1 - warmUps} of {rounds}";
                await Console.Error.WriteLineAsync($"{which}: {contenders[index].Name}: {sample.Elapsed.TotalMilliseconds:F0} ms");
            }
        }

        return samples;
    }

    internal static void Keep(List<Sample> samples, Sample sample, bool isFirst)
    {
        if (isFirst) samples.Add(sample);
        else if (sample.Elapsed < samples[^1].Elapsed) samples[^1] = sample;
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
