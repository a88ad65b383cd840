namespace VizPipeline.Bench;

/// <summary>Ten years of daily and hourly pictures in one run: what one costs at the end, beside what one cost in the beginning.</summary>
internal static class Decade
{
    private const int Years = 10;
    private const int DaysOfYear = 365;

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSizes sizes)
    {
        var year = sizes.DaysOf(DaysOfYear);
        using var works = new RoadWorks(Years * year);
        var road = new WholeRoad(works) { Kinds = WholeRoad.WithoutCumulative };
        var watch = new Milestones(road.Pictures / Years, Years);
        var rounds = new Rounds(warmUps: 0, rounds: 1);
        var medians = await RoadCase.MedianAsync(works, rounds, RoadCase.Counted("ten years, daily and hourly", road with { Observer = watch }));

        // The first year has the runtime's compilation in it; a single year has whatever else the machine did meanwhile.
        return
        [
            Row("years 8 to 10", "years 2 to 4", watch.Middle(7, 8, 9), watch.Middle(1, 2, 3)),
            Row("the tenth year", "the first year, with the runtime's compilation", watch.Processor(9), watch.Processor(0)),
            .. medians[0].PeakBytes is { } peak ? (BenchRow[])[new("road", "ten years, daily and hourly", peak / 1e6, Unit.Megabytes)] : [],
        ];

        BenchRow Row(string name, string peer, TimeSpan value, TimeSpan its) => new(
            "road", $"counted, daily and hourly, {name}", value.TotalMilliseconds / watch.Pictures, Unit.ProcessorMilliseconds, peer, its.TotalMilliseconds / watch.Pictures);
    }

    /// <summary>The processor time at every so many finished pictures.</summary>
    private sealed class Milestones(int pictures, int count) : IRunObserver
    {
        private readonly TimeSpan[] _at = new TimeSpan[count + 1];
        private long _done;
        private int _begun;

        public int Pictures => pictures;

        /// <summary>The median of some stretches.</summary>
        public TimeSpan Middle(params int[] stretches) => Rounds.Middle(stretches.Select(Processor));

        public TimeSpan Processor(int stretch) => _at[stretch + 1] - _at[stretch];

        public void Entered(StageInfo stage)
        {
            if (Volatile.Read(ref _begun) == 0 && stage.Name == "window" && Interlocked.Exchange(ref _begun, 1) == 0) _at[0] = Environment.CpuUsage.TotalTime;
        }

        public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
        {
            if (stage.Name == "cleanup" && Interlocked.Increment(ref _done) is var done && done % pictures == 0 && done / pictures <= count) _at[done / pictures] = Environment.CpuUsage.TotalTime;
        }
    }
}
