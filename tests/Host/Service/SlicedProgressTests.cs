using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class SlicedProgressTests
{
    [Fact]
    public void What_was_due_meanwhile_is_not_left_over_at_the_end()
    {
        var under = SlicedProgress.None with { Total = 10, Counts = new(3, 2, 1, 0, 1, 0) };
        Assert.Equal(3, under.AllCounts.Left);
        Assert.Equal(new RunCounts(3, 2, 4, 0, 1, 0), under.Whole().AllCounts);
    }
}
