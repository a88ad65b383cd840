using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class AgeExamples
{
    [Fact]
    public async Task The_age_of_an_item_counts_from_what_the_first_stage_made()
    {
        var (ages, time) = (new Ages(), new ManualTime());
        var line = Line.From(new[] { 1 }.ToAsyncEnumerable(), (_, _) => ValueTask.CompletedTask)
            .Step("first", new Slow(time, seconds: 5), StageLimits.OneAtATime)
            .Step("second", new Slow(time, seconds: 1), StageLimits.OneAtATime)
            .Step("third", new Slow(time, seconds: 2), StageLimits.OneAtATime);
        await line.RunAsync(new RunOptions { Observer = ages, Clock = time }, StopSignals.Never);
        Assert.Equal(["first 0", "second 1", "third 3"], ages.Heard);
    }

    private sealed class Slow(ManualTime time, int seconds) : IStep<int, int>
    {
        public ValueTask<int> RunAsync(int item, CancellationToken cancel)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return ValueTask.FromResult(item);
        }
    }

    private sealed class Ages : IRunObserver
    {
        public List<string> Heard { get; } = [];

        public void Emitted(StageInfo stage, TimeSpan age) => Heard.Add($"{stage.Name} {age.TotalSeconds}");
    }
}
