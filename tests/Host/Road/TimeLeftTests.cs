using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class TimeLeftTests
{
    private const double Fifth = 0.2, Off = 0.15;

    /// <summary>Some three minutes, of which the quota makes nearly all: sixty requests at once, then a rest.</summary>
    [Fact]
    public async Task After_a_fifth_of_a_backfill_that_a_quota_holds_the_time_left_is_known()
    {
        await using var home = await PublishedHome.StartAsync(History.Made(new(2025, 6, 1), days: 2, everyMinutes: 7), faster: 10, requestsPerMinute: 60);
        var figures = new RunFigures(home.Home.Options.Limits, home.Time);
        home.Providers = figures.Providers;
        var fifth = new AtAFifth(figures.Progress, home.Time);
        var run = await home.RunAsync(watching: new(figures.Tally, plan => figures.Progress.Begin(plan.Tasks), new Observers(figures.Watch, fifth)));

        Assert.True(run.Tally.Published > 150, $"{run.Tally.Published} pictures");
        var (told, truth) = (fifth.Told!.Value, fifth.Since);
        Assert.InRange(told / truth, 1 - Off, 1 + Off);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_window_has_ended() => Assert.Null(new TimeLeft(new(), new(RoadHome.Limits(new(1, 1))), new()).Of(10, TimeSpan.FromSeconds(3)));

    private sealed class AtAFifth(RoadProgress progress, TimeProvider time) : IRunObserver
    {
        private readonly Lock _lock = new();
        private long _at;

        public TimeSpan? Told { get; private set; }

        public TimeSpan Since => time.GetElapsedTime(_at);

        public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
        {
            lock (_lock)
            {
                if (Told is not null || progress.Ratio < Fifth) return;
                (Told, _at) = (progress.Left, time.GetTimestamp());
            }
        }
    }
}
