using NodaTime;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class DependenciesTests
{
    private readonly StoppedClock _clock = new(Instant.FromUtc(2025, 10, 30, 12, 0));
    private readonly List<string> _told = [];

    [Fact]
    public void What_was_not_asked_again_when_it_might_have_been_is_still_down_and_left_alone_no_longer()
    {
        var all = new Dependencies(_clock, state => _told.Add($"{state.Name} {state.IsUp}"));
        all.MayBeAsked(Dependencies.Pinata);
        Assert.Empty(all.States);

        all.Down(Dependencies.Pinata, "503");
        var first = all.NextTry;
        all.MayBeAsked(Dependencies.Pinata);
        Assert.Equal(first, all.NextTry);

        _clock.Now = first!.Value;
        all.MayBeAsked(Dependencies.Pinata);
        Assert.Equal((null, false), (all.NextTry, all.AreUp));

        all.Down(Dependencies.Pinata, "503");
        Assert.True(all.NextTry - _clock.Now > first - Instant.FromUtc(2025, 10, 30, 12, 0), "it was begun anew");
        all.Up(Dependencies.Pinata);
        Assert.Equal((null, true), (all.NextTry, all.AreUp));
        Assert.Equal(["pinata False", "pinata True"], _told);
    }
}
