using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>One way to take the road, or not to take it.</summary>
/// <param name="Name">For the table.</param>
/// <param name="RunAsync">Given a new home folder.</param>
internal sealed record RoadCase(string Name, Func<string, Task> RunAsync)
{
    /// <summary>Pictures drawn, hashed, recorded in ledger and index, and not kept.</summary>
    public static RoadCase Counted(string name, WholeRoad road) => new(name, home => road.RunAsync(home, new CountingPins()));

    public static RoadCase Kept(string name, WholeRoad road, Durability durability) => new(name, async home =>
    {
        using var files = new LocalPins(Path.Combine(home, "pictures"), Path.Combine(home, "work"), durability);
        await road.RunAsync(home, files);
    });

    /// <summary>A loop on one thread.</summary>
    public static RoadCase Plain(WholeRoad road) => new("a plain loop, one thread", home => PlainRoad.RunAsync(road, home));

    /// <summary>The medians of all, which take turns on the same readings, new ones in every round.</summary>
    public static Task<Sample[]> MedianAsync(RoadWorks works, Rounds rounds, params RoadCase[] cases) => rounds.MedianAsync(Contenders(works, cases));

    /// <summary>Their contenders, each of which gets a new home in every round.</summary>
    public static IReadOnlyList<Contender> Contenders(RoadWorks works, params RoadCase[] cases) => [.. cases.Select(one => new Contender(one.Name, round =>
    {
        var home = works.Prepare(round);
        return Task.FromResult<Func<Task>>(() => one.RunAsync(home));
    }))];

    /// <summary>A row for each unit that the system tells.</summary>
    public static IEnumerable<BenchRow> Rows(string name, int pictures, Sample sample, string peer, Sample its, string bench = "road") =>
        from unit in (Unit[])[Unit.PicturesPerSecond, Unit.ProcessorMilliseconds, Unit.Kilobytes, Unit.Megabytes]
        where unit != Unit.Megabytes || sample.PeakBytes is not null
        select new BenchRow(bench, name, In(unit, sample, pictures), unit, peer, In(unit, its, pictures));

    public static double In(Unit unit, Sample sample, int pictures) => unit == Unit.PicturesPerSecond ? pictures / sample.Elapsed.TotalSeconds
        : unit == Unit.ProcessorMilliseconds ? sample.Processor.TotalMilliseconds / pictures
        : unit == Unit.Kilobytes ? sample.AllocatedBytes / 1e3 / pictures
        : sample.PeakBytes!.Value / 1e6;
}
