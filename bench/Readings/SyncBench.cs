using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>What bringing the embedded readings into step with a server costs.</summary>
internal static class SyncBench
{
    private const int Rows = 1_000_000;
    private const string FirstPull = "the first pull", Whole = "in full, nothing new";

    public static Bench Bench { get; } = new(
        "sync",
        """
        1,000,000 rows of one-minute readings of six sensors in a PostgreSQL that the bench starts on this machine, pulled into an empty home in transactions of 32,768 rows, each flushed to disk with
        its watermark, and counted afterwards by reading them again; and once more in full, where both sides are compared value by value and nothing is written. The plain loop reads with Npgsql and
        writes with Microsoft.Data.Sqlite, INSERT OR REPLACE, in one transaction that a kill would lose. psql copies in binary to /dev/null: the server and the wire alone. All take turns; medians of the
        rounds after the warm-up. The resident memory is that of the bench itself, whose readings are made before.
        """,
        isQuick => RunAsync(isQuick ? 3_000 : Rows, isQuick ? new Rounds(warmUps: 0, rounds: 1) : new Rounds(warmUps: 1, rounds: 5)))
    {
        Held = [new(FirstPull, Unit.RowsPerSecond, 1, PlainSync.Name), new(FirstPull, Unit.Megabytes, 250)],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(int count, Rounds rounds)
    {
        var readings = new SixSensors(count, seed: 3);
        var folder = Directory.CreateTempSubdirectory("viz-bench-");
        try
        {
            await using var database = await PostgresDatabase.MakeAsync(readings);
            var kept = Home("kept");
            await PullAsync(kept, full: false, added: count);
            var medians = await rounds.MedianAsync(
            [
                new(FirstPull, round => Task.FromResult(() => PullAsync(Home($"{round}"), full: false, added: count))),
                new(Whole, _ => Task.FromResult(() => PullAsync(kept, full: true, added: 0))),
                new(PlainSync.Name, round => Task.FromResult(() => Task.Run(() => PlainSync.Copy(database.Address, Path.Combine(folder.FullName, $"plain-{round}.db"))))),
                new("psql, binary \\copy", _ => Task.FromResult(database.CopyAsync)) { IsElsewhere = true },
            ]);
            double[] rates = [.. medians.Select(sample => count / sample.Elapsed.TotalSeconds)];
            return
            [
                new BenchRow("sync", FirstPull, rates[0], Unit.RowsPerSecond, PlainSync.Name, rates[2]),
                new BenchRow("sync", FirstPull, rates[0], Unit.RowsPerSecond, "psql, binary \\copy", rates[3]),
                new BenchRow("sync", Whole, rates[1], Unit.RowsPerSecond, "psql, binary \\copy", rates[3]),
                .. medians[0].PeakBytes is { } peak ? (BenchRow[])[new BenchRow("sync", FirstPull, peak / 1e6, Unit.Megabytes)] : [],
            ];

            async Task PullAsync(EmbeddedReadings home, bool full, int added)
            {
                var layout = new WideLayout();
                var sync = new Sync(home, new SyncSource(database.Source, layout, SixSensors.Sensors), Duration.FromDays(3), SystemClock.Instance, _ => { });
                var report = await sync.RunAsync(full, CancellationToken.None);
                if (report.Rows != count || report.Sensors[0].Added != added || !report.Mismatches.IsEmpty) throw new InvalidOperationException($"{report}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        EmbeddedReadings Home(string name) => new(Path.Combine(folder.FullName, $"{name}.db"));
    }
}
