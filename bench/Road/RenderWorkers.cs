using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>Whether the number of render workers matters.</summary>
internal static class RenderWorkers
{
    private const int Days = 180;

    public const string Best = "the best number of them";

    public static readonly ImmutableArray<int> Numbers = [1, 2, 4, 8];

    public static string Name(int number) => $"{number} render workers";

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days));
        var road = new WholeRoad(works);
        var cases = Numbers.Select(number => RoadCase.Counted(Name(number), road with { Limits = Of(road.Limits, number) })).ToArray();
        var seconds = await sizes.RoundsOf(warmUps: 1, rounds: 5).PairedSecondsAsync(RoadCase.Contenders(works, cases));
        var best = road.Pictures / seconds.Min();
        return cases.Select((one, index) => new BenchRow("road", one.Name, road.Pictures / seconds[index], Unit.PicturesPerSecond, Best, best));
    }

    private static RoadLimits Of(RoadLimits limits, int workers) => limits with { Render = limits.Render with { Workers = workers } };
}
