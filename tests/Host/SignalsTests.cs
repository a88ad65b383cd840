using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class SignalsTests
{
    [Fact]
    public void The_first_drains_the_second_aborts_the_third_is_the_systems()
    {
        using var signals = new Signals();
        Assert.Equal((false, false), Heard());
        Assert.True(signals.Hear());
        Assert.Equal((true, false), Heard());
        Assert.True(signals.Hear());
        Assert.Equal((true, true), Heard());
        Assert.False(signals.Hear());

        (bool, bool) Heard() => (signals.Stop.Drain.IsCancellationRequested, signals.Stop.Abort.IsCancellationRequested);
    }
}
