using System.Diagnostics;
using OpenTelemetry.Trace;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public sealed class ItemSamplerTests
{
    private static readonly ActivityContext Followed = Context(ActivityTraceFlags.Recorded), NotFollowed = Context(ActivityTraceFlags.None);

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Of_a_hundred_thousand_days_the_share_is_followed(double share)
    {
        var chance = new Random(4711);
        var sampler = new ItemSampler(share, chance.NextDouble);
        var kept = Enumerable.Range(0, 100_000).Count(_ => IsKept(sampler, ItemSampler.OfDay, Followed));

        // Five standard deviations.
        var slack = 5 * Math.Sqrt(100_000 * share * (1 - share));
        Assert.InRange(kept, (100_000 * share) - slack, (100_000 * share) + slack);
    }

    [Fact]
    public void A_day_that_is_followed_is_followed_to_its_end_and_one_that_is_not_nowhere()
    {
        var never = new ItemSampler(0, () => 0);
        foreach (var name in (string[])["query", "render", "pin", "commit", "cleanup", "POST"])
        {
            Assert.True(IsKept(never, name, Followed), name);
            Assert.False(IsKept(new(1, () => 0), name, NotFollowed), name);
        }
    }

    [Fact]
    public void A_request_is_always_followed_a_picture_that_waited_by_lot_and_nothing_else_begins_a_trace()
    {
        var (never, always) = (new ItemSampler(0, () => 0), new ItemSampler(1, () => 0.999));
        Assert.True(IsKept(never, ItemSampler.OfRequest, default));
        Assert.False(IsKept(never, ItemSampler.OfPinned, default));
        Assert.True(IsKept(always, ItemSampler.OfPinned, default));
        Assert.False(IsKept(always, "POST", default));
    }

    private static bool IsKept(ItemSampler sampler, string name, ActivityContext above) =>
        sampler.ShouldSample(new SamplingParameters(above, above.TraceId == default ? ActivityTraceId.CreateRandom() : above.TraceId, name, ActivityKind.Internal)).Decision == SamplingDecision.RecordAndSample;

    private static ActivityContext Context(ActivityTraceFlags flags) => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags);
}
