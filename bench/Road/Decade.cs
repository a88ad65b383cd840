namespace VizPipeline.Bench;

/// <summary>Ten years of daily and hourly pictures: what one costs in the tenth year, in a home that has the nine before, beside what one costs in the first.</summary>
internal static class Decade
{
    public const string Name = "ten years, daily and hourly";
    public const string Tenth = "counted, daily and hourly, the tenth year";
    public const string First = "the first year";

    private const int Years = 10;
    private const int DaysOfYear = 365;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        var year = sizes.DaysOf(DaysOfYear);
        using var works = new RoadWorks(Years * year);
        var road = new WholeRoad(works) { Kinds = WholeRoad.WithoutCumulative };
        var whole = await RoadCase.MedianAsync(works, new Rounds(warmUps: 0, rounds: 1), RoadCase.Counted(Name, road));

        var (first, nine, tenth) = (road with { Last = road.First.PlusDays(year - 1) }, road with { Last = road.Last.PlusDays(-year) }, road with { First = road.Last.PlusDays(1 - year) });
        var full = works.Prepare(round: 0);
        await nine.RunAsync(full, new CountingPins());
        var medians = await sizes.RoundsOf(warmUps: 1, rounds: 5).MedianAsync(
        [
            new(Tenth, _ => Prepared(tenth, Copy(full, works.Prepare(round: 0)))),
            new(First, _ => Prepared(first, works.Prepare(round: 0))),
        ]);
        return
        [
            Row(Unit.PicturesPerSecond),
            Row(Unit.ProcessorMilliseconds),
            .. whole[0].PeakBytes is { } peak ? (BenchRow[])[new("road", Name, peak / 1e6, Unit.Megabytes)] : [],
        ];

        BenchRow Row(Unit unit) => new("road", Tenth, RoadCase.In(unit, medians[0], tenth.Pictures), unit, First, RoadCase.In(unit, medians[1], first.Pictures));
    }

    private static Task<Func<Task>> Prepared(WholeRoad road, string home) => Task.FromResult<Func<Task>>(() => road.RunAsync(home, new CountingPins()));

    private static string Copy(string home, string to)
    {
        foreach (var file in Directory.EnumerateFiles(home)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }
}
