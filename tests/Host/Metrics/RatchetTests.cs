using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class RatchetTests
{
    private static readonly MetricSpec Collections = MetricNames.OfRuntime.Single(metric => metric.Instrument == "dotnet.gc.collections");
    private static readonly MetricSpec Heap = MetricNames.OfRuntime.First(metric => metric.Kind == MetricKind.Gauge);

    private readonly Ratchet _ratchet = new();

    [Fact]
    public void What_NET_counts_once_too_often_is_not_taken_back()
    {
        Assert.Equal([4, 6, 6, 6, 7], Shown(Collections, "gen1", 4, 6, 5, 6, 7));
        Assert.Equal([3, 3], Shown(Collections, "gen2", 3, 2));
    }

    [Fact]
    public void What_we_count_ourselves_and_what_may_fall_is_shown_as_it_is()
    {
        Assert.Equal([6, 5], Shown(MetricNames.StageItems, "gen1", 6, 5));
        Assert.Equal([6, 5], Shown(Heap, "gen1", 6, 5));
    }

    private double[] Shown(MetricSpec spec, string generation, params double[] told) =>
        [.. told.Select(value => _ratchet.Up(spec, new(LabelSet.Of("gc_heap_generation", generation), value)).Value)];
}
