using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class ShownDayStates
{
    [Theory]
    [InlineData(null, '-')]
    [InlineData(WindowState.Planned, 'p')]
    [InlineData(WindowState.Pinning, 'p')]
    [InlineData(WindowState.Pinned, 'p')]
    [InlineData(WindowState.Done, 'd')]
    [InlineData(WindowState.Empty, 'e')]
    [InlineData(WindowState.Failed, 'f')]
    [InlineData(WindowState.Dead, 'f')]
    public void A_window_is_shown_as(WindowState? state, char letter) => Assert.Equal(letter, ShownStates.Letter(ShownStates.Of(state)));

    [Theory]
    [InlineData('-', "---", '-')]
    [InlineData('d', "dff", 'd')]
    [InlineData('p', "ddd", 'p')]
    [InlineData('-', "dfp", 'f')]
    [InlineData('-', "ddp", 'p')]
    [InlineData('-', "dd-", 'p')]
    [InlineData('-', "ded", 'd')]
    [InlineData('-', "eee", 'e')]
    public void A_day_is_its_daily_window_or_what_its_hours_need_most(char daily, string hours, char shown) =>
        Assert.Equal(shown, ShownStates.Letter(ShownStates.OfDay(State(daily), [.. hours.Select(State)])));

    private static ShownState State(char letter) => Enum.GetValues<ShownState>().Single(state => ShownStates.Letter(state) == letter);
}
