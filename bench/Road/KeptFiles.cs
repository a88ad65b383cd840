using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Daily and hourly pictures kept as files, at each durability.</summary>
internal static class KeptFiles
{
    private const int Days = 60;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days));
        var road = new WholeRoad(works) { Kinds = WholeRoad.WithoutCumulative };
        var medians = await RoadCase.MedianAsync(works, sizes.RoundsOf(warmUps: 1, rounds: 5),
            RoadCase.Kept("--fsync batch", road, Durability.Batch),
            RoadCase.Kept("--fsync each", road, Durability.Each),
            RoadCase.Kept("--fsync none", road, Durability.None),
            RoadCase.Counted("counted", road));
        return Rows("batch", 0).Concat(Rows("each", 1)).Concat(Rows("none", 2));

        IEnumerable<BenchRow> Rows(string fsync, int index) => RoadCase.Rows($"kept as files, --fsync {fsync}", road.Pictures, medians[index], "counted, not kept", medians[3]);
    }
}
