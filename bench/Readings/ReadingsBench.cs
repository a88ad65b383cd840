using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>What reading costs: our sources, to batches of columns and on to day strips, beside plain loops over the same query.</summary>
internal static class ReadingsBench
{
    private const int Rows = 2_000_000;
    private static readonly LocalCalendar Calendar = new(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]);

    public static Bench Bench { get; } = new(
        "readings",
        """
        2,000,000 rows of one-minute readings of six sensors in one wide table, in SQLite and in a PostgreSQL that the bench starts on this machine, read once in order of time.
        Ours brings times to instants, sorts out what is no reading, and gives columns; "to day strips" goes on to the minutes, counts, least and greatest values and hashes of every
        hour. The loops only add the values up; those of SQLite leave the time a text. psql copies in binary to /dev/null; Npgsql has the same connection settings in the loop as in ours. All take turns on the same readings; every reader must come
        to the same sum; medians of the rounds after the warm-up. Processor time is that of the reading process alone, without the server's.
        """,
        isQuick => RunAsync(isQuick ? 3_000 : Rows, isQuick ? new Rounds(warmUps: 0, rounds: 1) : new Rounds(warmUps: 2, rounds: 7)))
    {
        Held =
        [
            new("PostgreSQL, to columns", Unit.RowsPerSecond, 0.9, "Npgsql, a plain loop"),
            new("PostgreSQL, to day strips", Unit.RowsPerSecond, 0.9, "Npgsql, a plain loop"),
        ],
    };

    private static async Task<ImmutableArray<BenchRow>> RunAsync(int count, Rounds rounds)
    {
        var readings = new SixSensors(count, seed: 3);
        var rows = ImmutableArray.CreateBuilder<BenchRow>();
        using (var table = new SqliteTable(readings))
        {
            rows.AddRange(await CaseAsync("SQLite", table.Source, readings, rounds,
            [
                new("Microsoft.Data.Sqlite, a plain loop", _ => Task.FromResult(() => Task.Run(table.ReadPlainly))),
                new("SQLitePCLRaw, a raw loop", _ => Task.FromResult(() => Task.Run(table.ReadRaw))),
            ]));
        }

        try
        {
            await using var database = await PostgresDatabase.MakeAsync(readings);
            rows.AddRange(await CaseAsync("PostgreSQL", database.Source, readings, rounds,
            [
                new("Npgsql, a plain loop", _ => Task.FromResult(() => Task.Run(database.ReadPlainly))),
                new("psql, binary \\copy", _ => Task.FromResult(database.CopyAsync)) { IsElsewhere = true },
            ]));
        }
        catch (PostgresMissingException missing)
        {
            await Console.Error.WriteLineAsync($"bench: the part on PostgreSQL was left out: {missing.Message}");
            Environment.ExitCode = 1;
        }

        return rows.ToImmutable();
    }

    private static async Task<IEnumerable<BenchRow>> CaseAsync(string kind, IReadings source, SixSensors readings, Rounds rounds, ImmutableArray<Contender> peers)
    {
        var medians = await rounds.MedianAsync(
        [
            new($"{kind}, to columns", _ => Task.FromResult(() => ToColumnsAsync(source, readings))),
            new($"{kind}, to day strips", _ => Task.FromResult(() => ToDaysAsync(source, readings))),
            .. peers,
        ]);
        return from unit in (Unit[])[Unit.RowsPerSecond, Unit.ProcessorNanoseconds]
               from way in (int[])[0, 1]
               from peer in Enumerable.Range(0, peers.Length)
               where unit == Unit.RowsPerSecond || !peers[peer].IsElsewhere
               select new BenchRow("readings", $"{kind}, {(way == 0 ? "to columns" : "to day strips")}", In(unit, medians[way]), unit, peers[peer].Name, In(unit, medians[2 + peer]));

        double In(Unit unit, Sample sample) => unit == Unit.RowsPerSecond ? readings.Rows / sample.Elapsed.TotalSeconds : sample.Processor.TotalNanoseconds / readings.Rows;
    }

    private static async Task ToColumnsAsync(IReadings source, SixSensors readings)
    {
        var (rows, sum) = (0L, 0.0);
        await foreach (var batch in source.ReadAsync(SixSensors.Sensors, Instant.MinValue, Instant.MaxValue, new Drops(), CancellationToken.None))
        {
            rows += batch.Ticks.Length;
            foreach (var column in batch.Values)
            {
                foreach (var value in column.Span) sum += double.IsNaN(value) ? 0 : value;
            }
        }

        readings.MustBe(rows, sum);
    }

    private static async Task ToDaysAsync(IReadings source, SixSensors readings)
    {
        var (first, last) = (Calendar.DayOf(SixSensors.Start).Date, Calendar.DayOf(SixSensors.Start + Duration.FromMinutes(readings.Rows - 1)).Date);
        var counts = new long[SixSensors.Sensors.Length];
        await foreach (var day in new DayReader(source, Calendar).ReadAsync(SixSensors.Sensors, first, last, new Drops(), CancellationToken.None))
        {
            for (var i = 0; i < counts.Length; i++) counts[i] += day.Strips[i].Summary.Count;
        }

        readings.MustBe(counts.Max(), readings.Sum);
    }
}
