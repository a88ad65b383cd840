using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>A year of all three intervals, counted and not kept.</summary>
internal static class CountedYear
{
    private const int Days = 365;

    public const string Limit = "max(slowest stage alone, processor time ÷ cores)";

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        using var works = new RoadWorks(sizes.DaysOf(Days));
        var (road, plain) = (new WholeRoad(works), "a plain loop, one thread");
        var medians = await RoadCase.MedianAsync(works, sizes.RoundsOf(warmUps: 1, rounds: 3),
            RoadCase.Counted("counted, not kept", road),
            RoadCase.Plain(road),
            RoadCase.Counted("counted, nothing drawn", road with { Painter = () => new BlankPainter() }),
            RoadCase.Plain(road with { Painter = () => new BlankPainter() }),
            new("read only", _ => ReadAsync(road)));
        var (whole, drawn, read) = (medians[0], medians[1], medians[4]);
        var bound = Math.Max(read.Elapsed.TotalSeconds, Math.Max(whole.Processor.TotalSeconds, drawn.Processor.TotalSeconds) / Environment.ProcessorCount);
        return
        [
            .. RoadCase.Rows("counted, not kept", road.Pictures, whole, plain, drawn),
            new BenchRow("road", "counted, not kept: time beside its bound", whole.Elapsed.TotalSeconds, Unit.Seconds, Limit, bound),
            .. RoadCase.Rows("counted, nothing drawn", road.Pictures, medians[2], plain, medians[3]),
        ];
    }

    public static async Task<IEnumerable<BenchRow>> FromPostgresAsync(BenchSizes sizes)
    {
        try
        {
            using var works = new RoadWorks(sizes.DaysOf(Days));
            await using var database = await PostgresYear.MakeAsync(works);
            var road = new WholeRoad(works);
            var medians = await RoadCase.MedianAsync(works, sizes.RoundsOf(warmUps: 1, rounds: 3),
                RoadCase.Counted("PostgreSQL, counted", road with { Readings = database.Readings }), RoadCase.Counted("SQLite, counted", road));
            return RoadCase.Rows("counted, from PostgreSQL", road.Pictures, medians[0], "the same from SQLite", medians[1]);
        }
        catch (PostgresMissingException missing)
        {
            await Console.Error.WriteLineAsync($"bench: the part on PostgreSQL was left out: {missing.Message}");
            Environment.ExitCode = 1;
            return [];
        }
    }

    private static async Task ReadAsync(WholeRoad road)
    {
        var days = 0;
        await foreach (var _ in new DayReader(road.Works.Readings, road.Works.Calendar).ReadAsync(MadeReadings.Sensors, road.First, road.Last, new Drops(), CancellationToken.None)) days++;
        if (days == 0) throw new InvalidOperationException("nothing was read");
    }
}
