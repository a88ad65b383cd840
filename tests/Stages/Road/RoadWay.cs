using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>One of the ways to bring a home to its end. However it went, what is left behind is the same.</summary>
internal sealed record RoadWay(string Name, Func<RoadHome, Task> GoAsync)
{
    private static readonly StageLimits[] Each = [new(1, 1), new(1, 2), new(4, 2), new(16, 8)];

    public static Gen<RoadWay> Any { get; } =
        from parts in Gen.Elements(InOneGo, DayByDay, DayByDay, KindByKind, SensorBySensor, Interrupted)
        from seed in Gen.Choose(0, int.MaxValue)
        from each in Gen.Elements(Each)
        from cache in Gen.Elements(0L, 4_000L, 1L << 20)
        from newestFirst in Gen.Elements(true, false)
        select new RoadWay($"{parts.Method.Name}, {each}, cache {cache}, newest first {newestFirst}, seed {seed}", async home =>
        {
            home.Options = home.Options with { Limits = RoadHome.Limits(each), StripCacheBytes = cache };
            await parts(home, choice => choice with { NewestFirst = newestFirst }, new Random(seed));
        });

    public override string ToString() => Name;

    public static Task InOneGo(RoadHome home, Func<RunChoice, RunChoice> choose, Random random) => home.RunAsync(choose);

    public static async Task DayByDay(RoadHome home, Func<RunChoice, RunChoice> choose, Random random)
    {
        var dates = Enumerable.Range(0, home.History.Days).Select(home.History.First.PlusDays).ToArray();
        random.Shuffle(dates);
        foreach (var date in dates)
        {
            await home.RunAsync(choice => choose(choice) with { First = date, Last = date });
            await home.ReopenAsync();
        }
    }

    public static async Task KindByKind(RoadHome home, Func<RunChoice, RunChoice> choose, Random random)
    {
        var kinds = Enum.GetValues<WindowKind>();
        random.Shuffle(kinds);
        foreach (var kind in kinds) await home.RunAsync(choice => choose(choice) with { Kinds = [kind] });
    }

    public static async Task SensorBySensor(RoadHome home, Func<RunChoice, RunChoice> choose, Random random)
    {
        var sensors = History.Sensors.ToArray();
        random.Shuffle(sensors);
        foreach (var sensor in sensors) await home.RunAsync(choice => choose(choice) with { Sensors = [sensor] });
    }

    /// <summary>Stopped again and again, each time a little later, softly or hard.</summary>
    public static async Task Interrupted(RoadHome home, Func<RunChoice, RunChoice> choose, Random random)
    {
        for (var run = 0; run < 3; run++)
        {
            using var stop = new StopAfter(events: random.Next(200 * (run + 1)), isHard: random.Next(2) == 0);
            try
            {
                await home.RunAsync(choose, stop, stop.Signals);
            }
            catch (OperationCanceledException)
            {
                // It was stopped while it planned.
            }

            await home.ReopenAsync();
        }

        await home.RunAsync(choose);
    }

    /// <summary>Tells the run to stop when it has heard so many things.</summary>
    private sealed class StopAfter(int events, bool isHard) : IRunObserver, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private int _left = events;

        public StopSignals Signals => isHard ? new(_source.Token, _source.Token) : new(_source.Token, CancellationToken.None);

        public void Entered(StageInfo stage) => Count();

        public void Emitted(StageInfo stage, TimeSpan age) => Count();

        public void Dispose() => _source.Dispose();

        private void Count()
        {
            if (Interlocked.Decrement(ref _left) == 0) _source.Cancel();
        }
    }
}
