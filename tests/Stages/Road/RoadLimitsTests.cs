using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public sealed class RoadLimitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public void No_more_frames_are_drawn_at_once_than_there_are_processors(int asked)
    {
        var limits = StageDefaults.Road(cores: 1) with { Render = new StageLimits(Inbox: 7, asked) };
        Assert.Equal(new StageLimits(Inbox: 7, Math.Min(asked, Environment.ProcessorCount)), limits.Render);
    }
}
