using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Writes some transactions into a database that has rows already; gives what it counted by column.</summary>
internal delegate (long[] Added, long[] Duplicates, long[] Changed) Writing(EmbeddedReadings readings, ImmutableArray<ImmutableArray<WrittenRow>> transactions);

/// <summary>Halves and hundredths of a second are among the times, whose texts sort otherwise than they do.</summary>
internal sealed record WrittenRow(long Ticks, double Temp, double Hum);

public sealed class ReadingWriterLaws : ImportFixture
{
    private static readonly long Origin = Instant.FromUtc(2025, 1, 15, 8, 0).ToUnixTimeTicks();

    private static readonly Gen<WrittenRow> Row =
        from at in Gen.Choose(0, 12)
        from unit in Gen.Elements(NodaConstants.TicksPerSecond, NodaConstants.TicksPerSecond / 20, NodaConstants.TicksPerSecond / 2)
        from temp in Value
        from hum in Value
        select new WrittenRow(Origin + (at * unit), temp, hum);

    private static readonly Gen<(ImmutableArray<WrittenRow> Old, ImmutableArray<ImmutableArray<WrittenRow>> Transactions)> Cases =
        from old in Row.ListOf()
        from transactions in Row.ListOf().ListOf()
        select ((ImmutableArray<WrittenRow>)[.. old.Take(4).DistinctBy(row => row.Ticks)], (ImmutableArray<ImmutableArray<WrittenRow>>)[.. transactions.Take(4).Select(rows => rows.ToImmutableArray())]);

    private static Gen<double> Value => Gen.Frequency((4, Gen.Choose(0, 3).Select(value => (double)value)), (1, Gen.Constant(double.NaN)));

    private async Task<bool> Is_as_a_table_in_memory((ImmutableArray<WrittenRow> Old, ImmutableArray<ImmutableArray<WrittenRow>> Transactions) test, Writing write)
    {
        foreach (var file in Directory.GetFiles(Folder)) File.Delete(file);
        PlantOld(test.Old);
        var expected = test.Old.ToDictionary(row => row.Ticks, row => new[] { row.Temp, row.Hum });
        var (added, duplicates, changed) = (new long[2], new long[2], new long[2]);
        foreach (var row in test.Transactions.SelectMany(rows => rows))
        {
            if (!expected.TryGetValue(row.Ticks, out var known)) expected[row.Ticks] = known = [double.NaN, double.NaN];
            foreach (var (i, value) in ((int, double)[])[(0, row.Temp), (1, row.Hum)])
            {
                if (double.IsNaN(value)) continue;
                if (double.IsNaN(known[i])) added[i]++;
                else duplicates[i]++;
                if (!double.IsNaN(known[i]) && known[i] != value) changed[i]++;
                known[i] = value;
            }
        }

        var counted = write(Readings, test.Transactions);
        var rows = expected.Where(row => !row.Value.All(double.IsNaN)).OrderBy(row => row.Key).Select(row => $"{Stages.IsoTime.Canonical(row.Key)} {row.Value[0]} {row.Value[1]}");
        return counted.Added.SequenceEqual(added) && counted.Duplicates.SequenceEqual(duplicates) && counted.Changed.SequenceEqual(changed)
            && (await RowsAsync()).Where(row => !row.EndsWith("NaN NaN", StringComparison.Ordinal)).SequenceEqual(rows);
    }

    private static (long[], long[], long[]) Write(EmbeddedReadings readings, ImmutableArray<ImmutableArray<WrittenRow>> transactions, Func<ImmutableArray<WrittenRow>, TimeForms> forms)
    {
        var (added, duplicates, changed) = (new long[2], new long[2], new long[2]);
        foreach (var rows in transactions)
        {
            using var writer = readings.Write(["temp", "hum"], forms(rows));
            foreach (var row in rows) writer.Write(row.Ticks, [row.Temp, row.Hum]);
            writer.Commit(_ => { });
            for (var i = 0; i < 2; i++)
            {
                added[i] += writer.Added[i];
                duplicates[i] += writer.Duplicates[i];
                changed[i] += writer.Changed[i];
            }
        }

        return (added, duplicates, changed);
    }

    [Fact]
    public void Whatever_is_written_in_whatever_order_is_kept_and_counted_as_a_table_in_memory_would() =>
        Law.Holds(Cases, test => Is_as_a_table_in_memory(test, (readings, transactions) => Write(readings, transactions, _ => TimeForms.Any)));

    [Fact]
    public void It_is_so_where_only_the_instants_that_are_written_are_looked_at() => Law.Holds(Cases, test => Is_as_a_table_in_memory(test, (readings, transactions) =>
        Write(readings, transactions, rows => rows.IsEmpty ? TimeForms.Any : new(rows.Min(row => row.Ticks), rows.Max(row => row.Ticks)))));

    [Fact]
    public void The_law_refutes_a_writer_that_does_not_know_the_forms_of_others() => Mutant.IsRefuted(Cases, test =>
        Is_as_a_table_in_memory(test, (readings, transactions) => Write(readings, transactions, _ => new TimeForms(0, 1))));

    [Fact]
    public void The_law_refutes_a_writer_that_replaces_rows() => Mutant.IsRefuted(Cases, test => Is_as_a_table_in_memory(test, (readings, transactions) =>
    {
        var counted = Write(readings, transactions, _ => TimeForms.Any);
        using var database = SqliteFile.OpenOwn(readings.Path);
        foreach (var row in transactions.SelectMany(rows => rows))
        {
            using var replace = new SqliteStatement(database, "INSERT OR REPLACE INTO environmental_data (time, temp, hum) VALUES (?1, ?2, ?3)");
            replace.Bind(1, Stages.IsoTime.Canonical(row.Ticks));
            replace.BindOrNull(2, double.IsNaN(row.Temp) ? null : row.Temp);
            replace.BindOrNull(3, double.IsNaN(row.Hum) ? null : row.Hum);
            replace.Run();
        }

        return counted;
    }));

    // Half of them as an older program wrote them.
    private void PlantOld(ImmutableArray<WrittenRow> rows)
    {
        using (var writer = Readings.Write(["temp", "hum"])) writer.Commit(_ => { });
        using var database = SqliteFile.OpenOwn(Readings.Path);
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            using var insert = new SqliteStatement(database, "INSERT INTO environmental_data (time, temp, hum) VALUES (?1, ?2, ?3)");
            var at = Instant.FromUnixTimeTicks(row.Ticks);
            insert.Bind(1, i % 2 == 0 ? Stages.IsoTime.Canonical(row.Ticks) : at.ToString("uuuu-MM-dd HH:mm:ss.FFFFFFF'+00:00'", System.Globalization.CultureInfo.InvariantCulture));
            insert.BindOrNull(2, double.IsNaN(row.Temp) ? null : row.Temp);
            insert.BindOrNull(3, double.IsNaN(row.Hum) ? null : row.Hum);
            insert.Run();
        }
    }
}
