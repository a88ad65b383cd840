using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class BatchTriggerTests
{
    [Fact]
    public void A_batch_tells_whether_it_goes_out_full_too_long_or_after_a_second() => Simulation.Run(async time =>
    {
        var triggers = new List<BatchTrigger>();
        await using var batches = new CommitBatches(new TimedNames(latency: 0, [], time), 3, time) { Sending = triggers.Add };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => batches.PutAsync($"k{n}", "1", default).AsTask()));
        await batches.PutAsync("k1", "4", default);
        await batches.PutAsync("k1", $"5{new string(' ', 16 << 20)}", default);
        Assert.Equal([BatchTrigger.Count, BatchTrigger.Time, BatchTrigger.Bytes], triggers);
    });
}
