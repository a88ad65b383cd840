using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>Whether the number of render workers matters.</summary>
internal static class RenderWorkers
{
    private const int Days = 90;
    private const string Best = "the best number of them";
    private static readonly ImmutableArray<int> Numbers = [1, 2, 4, 8];

    public static Bench Bench { get; } = new(
        "workers",
        """
        The road of the bench `road`, 90 days of all three intervals counted and not kept, with 1, 2, 4 and 8 render workers. They take turns on the same readings, new ones in every round; in each round every number runs eight times, of which the fastest counts,
        because what else a machine does only ever slows; that time is taken beside the mean of its round; medians of five rounds after the warm-up. Readings, ledger and index lie in memory (`/dev/shm`, where there is one): how long a disk takes to flush changes from second to second
        by more than what is asked here. Of workers beyond the number of processors none draws ([RoadLimits](../../src/Stages/RoadLimits.cs)).
        """,
        RunAsync)
    {
        Held = [.. Numbers.Select(number => new HeldTo(Name(number), Unit.PicturesPerSecond, 0.95, Best))],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days), inMemory: true);
        var road = new WholeRoad(works);
        var cases = Numbers.Select(number => RoadCase.Counted(Name(number), road with { Limits = Of(road.Limits, number) })).ToArray();
        var samples = await sizes.RoundsOf(warmUps: 1, rounds: 5, takes: 8).PairedAsync(RoadCase.Contenders(works, cases));
        var best = samples.Max(sample => RoadCase.In(Unit.PicturesPerSecond, sample, road.Pictures));
        return [.. cases.Select((one, index) => new BenchRow(Bench.Name, one.Name, RoadCase.In(Unit.PicturesPerSecond, samples[index], road.Pictures), Unit.PicturesPerSecond, Best, best))];
    }

    private static string Name(int number) => $"{number} render workers";

    private static RoadLimits Of(RoadLimits limits, int workers) => limits with { Render = limits.Render with { Workers = workers } };
}
