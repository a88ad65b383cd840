using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>What the engine costs: the line beside a plain loop and beside two other ways to connect stages.</summary>
internal static class EngineBench
{
    private const int Stages = 6;
    private const int WorkingStage = 2;
    private static readonly TimeSpan Work = TimeSpan.FromMicroseconds(300);

    private static readonly (string Name, Func<IEnumerable<Item>, Stage[], Task> RunAsync)[] Ways =
    [
        ("our line", LineUps.Engine),
        ("a plain loop, one thread", LineUps.Loop),
        ("System.Threading.Channels", LineUps.Channels),
        ("linked Dataflow blocks", LineUps.LinkedBlocks),
    ];

    public static Bench Bench { get; } = new(
        "engine",
        """
        Small items through six stages, one worker a stage, room for 65 items between any two. The stages do nothing, or the third of them works for
        300 µs on one processor. The line also keeps a receipt for each item, catches faults, and times every stage, which its peers do not. All take turns on the same items,
        new ones in every round; medians of the rounds after the warm-up. Processor time is that of all cores together; it suffers least from what else the machine does.
        """,
        RunAsync);

    private static async Task<ImmutableArray<BenchRow>> RunAsync(bool isQuick)
    {
        var rounds = isQuick ? new Rounds(warmUps: 0, rounds: 1) : new Rounds(warmUps: 3, rounds: 9);
        var empty = await CaseAsync("six empty stages", isQuick ? 500 : 200_000, spins: 0, rounds);
        var working = await CaseAsync("six stages, 300 µs of work an item", isQuick ? 20 : 3_000, isQuick ? 10 : Spin.StepsIn(Work), rounds);
        return [.. empty, .. working];
    }

    private static async Task<IEnumerable<BenchRow>> CaseAsync(string name, int items, int spins, Rounds rounds)
    {
        var medians = await rounds.MedianAsync([.. Ways.Select(way => new Contender(way.Name, round => Task.FromResult(() => PassAsync(way.RunAsync, round, items, spins))))]);
        return from unit in (Unit[])[Unit.ItemsPerSecond, Unit.MicrosecondsPerItem, Unit.ProcessorMicroseconds]
               from peer in Enumerable.Range(1, Ways.Length - 1)
               select new BenchRow("engine", name, In(unit, items, medians[0]), unit, Ways[peer].Name, In(unit, items, medians[peer]));
    }

    private static double In(Unit unit, int items, Sample sample) => unit == Unit.ItemsPerSecond ? items / sample.Elapsed.TotalSeconds
        : unit == Unit.MicrosecondsPerItem ? sample.Elapsed.TotalMicroseconds / items
        : sample.Processor.TotalMicroseconds / items;

    // The first stage's sum is that of the input, and every stage must have the same but for the work.
    private static async Task PassAsync(Func<IEnumerable<Item>, Stage[], Task> runAsync, int round, int count, int spins)
    {
        var stages = Enumerable.Range(0, Stages).Select(index => new Stage(index == WorkingStage ? spins : 0)).ToArray();
        await runAsync(Item.Of(round, count), stages);
        var expected = ((long)round << 32) * count + ((long)count * (count - 1) / 2);
        if (stages.Where((_, index) => index != WorkingStage || spins == 0).Any(stage => stage.Sum != expected)) throw new InvalidOperationException("items were lost on the way");
    }
}
