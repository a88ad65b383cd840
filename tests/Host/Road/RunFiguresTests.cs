using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What a run shows while it goes on, and afterwards.</summary>
public class RunFiguresTests
{
    [Fact]
    public async Task The_terminal_has_a_line_for_each_stage_with_its_rate_and_three_bars()
    {
        await using var home = new RoadHome(History.Made(new(2025, 6, 1), days: 1, everyMinutes: 29));
        var figures = new RunFigures(home.Options.Limits, TimeProvider.System);
        Assert.Empty(figures.Progress.Look().Line);
        var run = await home.RunAsync(watching: new(figures.Tally, plan => figures.Progress.Begin(plan.Tasks), figures.Watch));

        var shown = figures.Progress.Look();
        Assert.Equal((shown.Total, shown.Total), (shown.Done, (double)run.Tally.Settled));
        Assert.Contains(" pictures/s, 0.0 s left, bottleneck: ", shown.Line, StringComparison.Ordinal);
        Assert.Matches("A SECOND +QUEUE +BUSY +BLOCKED", shown.Details[0]);
        Assert.Equal(RoadWatch.Names, shown.Details.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.All(shown.Details.Skip(1), line => Assert.Matches(@"^\w+ +[\d,]+( +[█░]{8} +\d+ %){3}$", line));
    }

    [Theory]
    [InlineData(0, "░░░░")]
    [InlineData(0.5, "██░░")]
    [InlineData(1.7, "████")]
    public void A_bar_is_as_full_as_its_share(double share, string bar) => Assert.Equal(bar, Bar.Of(share, 4));

    [Fact]
    public void The_page_of_a_run_has_its_windows_its_stages_and_what_held_it_back()
    {
        var summary = new RunSummary(
            new(90, 5, 4, 3, 2, 1), 1_000_000, Duration.FromSeconds(10),
            [new("render", 2, 99, Duration.FromSeconds(4), Duration.FromSeconds(1)), new("pin", 8, 90, Duration.FromSeconds(72), Duration.Zero)]);
        var at = Instant.FromUtc(2025, 6, 1, 7, 0);
        Assert.Equal(
            [
                "run 7: backfill at 2025-06-01T07:00:00Z, ended at 2025-06-01T07:00:10Z with exit 1",
                "90 pictures",
                "105 looked at, 90 done, 5 empty, 4 unchanged, 3 waiting, 2 failed, 1 left",
                "STAGE   WORKERS  ITEMS  A SECOND  BUSY  BLOCKED",
                "render  2        99     10        20 %  5 %",
                "pin     8        90     9         90 %  0 %",
                "bottleneck: pin",
            ],
            new RunPage(new(7, "backfill", at, at + Duration.FromSeconds(10), 1, summary, "90 pictures")).Lines());
        Assert.EndsWith("not finished: it goes on, or was killed", Assert.Single(new RunPage(new(8, "demo", at, null, null, null, null)).Lines()), StringComparison.Ordinal);
    }
}
