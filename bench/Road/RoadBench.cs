using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>The road from readings to committed pictures.</summary>
internal static class RoadBench
{
    private static readonly (string Name, Func<BenchSizes, Task<IEnumerable<BenchRow>>> RunAsync)[] Cases =
    [
        ("counted", CountedYear.RunAsync),
        ("postgres", CountedYear.FromPostgresAsync),
        ("kept", KeptFiles.RunAsync),
        ("cores", OneCore.RunAsync),
        ("decade", Decade.RunAsync),
    ];

    public static Bench Bench { get; } = new(
        "road",
        $"""
        One-minute readings of six sensors, drawn as pictures of 5,760 × 6,720 pixels, from a new home folder to the last commit, as `viz backfill` does it but without the gallery. Cases
        (`--case`: {string.Join(", ", Cases.Select(one => one.Name))}): a year of all three intervals from SQLite, and from a PostgreSQL that the bench starts, drawn, hashed and recorded in ledger
        and index but not kept: what takes the pictures reads every byte and hashes one in a thousand again; 60 days of daily and hourly pictures kept as files, for each value of
        `--fsync`, those of the run before emptied and flushed; 60 days on one core and on all, each in a process of its own; daily and hourly
        pictures of ten years in one run, and those of the tenth year in a home that has the nine before, beside those of the first in a new one. The peer reads, draws and hashes the same windows in a loop on one thread,
        without engine, ledger, index, previews or files. The bound is what no arrangement can beat: the slowest stage alone, or the processor time divided by the cores. All take turns on the same readings, new ones in every round; medians of the rounds after the warm-up. Memory is that of the whole process.
        """,
        RunAsync)
    {
        Held =
        [
            new("counted, not kept", Unit.PicturesPerSecond, 6_000),
            new("counted, from PostgreSQL", Unit.PicturesPerSecond, 5_000),
            new("kept as files, --fsync batch", Unit.PicturesPerSecond, 3_000),
            new("counted, not kept: time beside its bound", Unit.Seconds, 1 / 1.25, CountedYear.Limit),
            new(Decade.Tenth, Unit.ProcessorMilliseconds, 1 / 1.1, Decade.First),
            new("counted, not kept", Unit.Megabytes, 400),
            new(Decade.Name, Unit.Megabytes, 400),
        ],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(BenchSizes sizes)
    {
        var rows = ImmutableArray.CreateBuilder<BenchRow>();
        foreach (var (name, runAsync) in Cases)
        {
            if (sizes.Wants(name)) rows.AddRange(await runAsync(sizes));
        }

        return rows.ToImmutable();
    }
}
