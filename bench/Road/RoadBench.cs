using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>The road from readings in SQLite to committed pictures.</summary>
internal static class RoadBench
{
    private const int Days = 14;

    public static Bench Bench { get; } = new(
        "road",
        """
        14 days of one-minute readings of three sensors in SQLite, drawn as 2,058 daily, hourly and cumulative pictures of 5,760 × 6,720 pixels, from a new home folder to the last
        commit, as `viz backfill` does it but without the gallery. Kept: every picture a file that is flushed to disk. Counted: drawn, hashed, recorded in ledger and index, not kept.
        The peer reads, draws and hashes the same windows in a loop on one thread, without engine, ledger, index, previews or files. All take turns on the same readings, new ones in
        every round; medians of the rounds after the warm-up. Memory is that of the whole process.
        """,
        isQuick => RunAsync(isQuick ? 1 : Days, isQuick ? new Rounds(warmUps: 0, rounds: 1) : new Rounds(warmUps: 2, rounds: 5)));

    private static async Task<ImmutableArray<BenchRow>> RunAsync(int days, Rounds rounds)
    {
        using var works = new RoadWorks(days);
        var quiet = new RunOptions().Observer;
        const string kept = "kept as files", counted = "counted, not kept", peer = "a plain loop, one thread";
        var medians = await rounds.MedianAsync(
        [
            new(kept, round => Prepared(round, home => WholeRoad.RunAsync(works, home, WholeRoad.Files(home), quiet))),
            new(counted, round => Prepared(round, home => WholeRoad.RunAsync(works, home, new CountingPins(), quiet))),
            new(peer, round => Prepared(round, home => PlainRoad.RunAsync(works, home))),
        ]);
        return
        [
            .. from unit in (Unit[])[Unit.PicturesPerSecond, Unit.ProcessorMilliseconds, Unit.Kilobytes, Unit.Megabytes]
               from way in (int[])[0, 1]
               where unit != Unit.Megabytes || medians[way].PeakBytes is not null
               select new BenchRow("road", way == 0 ? kept : counted, In(unit, medians[way]), unit, peer, In(unit, medians[2])),
        ];

        Task<Func<Task>> Prepared(int round, Func<string, Task> run)
        {
            var home = works.Prepare(round);
            return Task.FromResult(() => run(home));
        }

        double In(Unit unit, Sample sample) => unit == Unit.PicturesPerSecond ? works.Pictures / sample.Elapsed.TotalSeconds
            : unit == Unit.ProcessorMilliseconds ? sample.Processor.TotalMilliseconds / works.Pictures
            : unit == Unit.Kilobytes ? sample.AllocatedBytes / 1e3 / works.Pictures
            : sample.PeakBytes!.Value / 1e6;
    }
}
