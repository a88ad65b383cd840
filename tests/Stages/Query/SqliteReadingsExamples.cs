using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class SqliteReadingsExamples : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viz-sqlite-").FullName;

    private string Db => Path.Combine(_folder, "source.db");

    [Fact]
    public async Task Times_are_ordered_by_instant_whatever_their_text()
    {
        Make("('2025-01-15T08:00:00Z', 2), ('2025-01-15 00:30:00-08:00', 3), ('2025-01-15T08:45', 4), ('2025-01-15 17:15+0930', 1), ('2025-01-16 03:00:00.25+18:00', 5)");
        Assert.Equal(["07:45:00 1", "08:00:00 2", "08:30:00 3", "08:45:00 4", "09:00:00.25 5"], await ReadAsync());
    }

    [Fact]
    public async Task Unix_seconds_are_times_too_alone_and_among_texts()
    {
        Make("(1736928000, 1), (1736928000.5, 2), ('2025-01-15T08:00:01Z', 3), ('1736928002', 4)", "");
        Assert.Equal(["08:00:00 1", "08:00:00.5 2", "08:00:01 3", "08:00:02 4"], await ReadAsync());
        Make("(1736928000, 1), (1736928001, 2), (1736928001000, 3)", "INTEGER PRIMARY KEY");
        Assert.Equal(["08:00:00 1", "08:00:01 2"], await ReadAsync());
        Make("(1736928000, 1), (1736928001, 2)", "TEXT PRIMARY KEY");
        Assert.Equal(["08:00:00 1", "08:00:01 2"], await ReadAsync());
    }

    [Fact]
    public async Task Of_one_instant_written_twice_the_later_row_wins_sensor_by_sensor()
    {
        Make("('2025-01-15T08:00:00Z', 1), ('2025-01-15 08:00:00', 2), ('2025-01-15T00:00:00-08:00', NULL)");
        var drops = new Drops();
        Assert.Equal(["08:00:00 2"], await ReadAsync(drops));
        Assert.Equal((1, 1), (drops[DropReason.Duplicate], drops[DropReason.Empty]));
    }

    [Fact]
    public async Task Texts_that_are_numbers_are_values_and_others_are_counted()
    {
        Make("('2025-01-15T08:00:00Z', '21.5'), ('2025-01-15T08:01:00Z', 'warm'), ('2025-01-15T08:02:00Z', ' '), ('2025-01-15T08:03:00Z', x'00'), ('2025-01-15T08:04:00Z', '-inf'), ('2025-01-15T08:05:00Z', 'NaN'), ('2025-01-15T08:06:00Z', 9e999)", "TEXT PRIMARY KEY", "");
        var drops = new Drops();
        Assert.Equal(["08:00:00 21.5"], await ReadAsync(drops));
        Assert.Equal((2, 1, 2, 1), (drops[DropReason.Malformed], drops[DropReason.Empty], drops[DropReason.Infinite], drops[DropReason.NotANumber]));
    }

    [Fact]
    public async Task A_table_without_rowid_a_view_and_a_database_in_utf_16_are_read()
    {
        Make("('2025-01-15T08:00:00Z', 1), ('2025-01-15 07:00:00', 2)", "TEXT PRIMARY KEY", "REAL", ") WITHOUT ROWID", "PRAGMA encoding = 'UTF-16';");
        Assert.Equal(["07:00:00 2", "08:00:00 1"], await ReadAsync());
        using (var database = SqliteFile.OpenOwn(Db)) SqliteFile.Execute(database, "CREATE VIEW seen AS SELECT time, temp FROM environmental_data");
        Assert.Equal(["07:00:00 2", "08:00:00 1"], await ReadAsync(layout: new WideLayout("seen")));
    }

    [Fact]
    public async Task A_database_is_read_while_another_connection_writes_it()
    {
        Make("('2025-01-15T08:00:00Z', 1)");
        using var writer = SqliteFile.OpenOwn(Db);
        SqliteFile.Execute(writer, "BEGIN IMMEDIATE; INSERT INTO environmental_data VALUES ('2025-01-15T09:00:00Z', 2)");
        Assert.Equal(["08:00:00 1"], await ReadAsync());
        SqliteFile.Execute(writer, "COMMIT");
        Assert.Equal(["08:00:00 1", "09:00:00 2"], await ReadAsync());
    }

    [Fact]
    public async Task A_missing_table_or_column_is_said_with_what_there_is()
    {
        Make("('2025-01-15T08:00:00Z', 1)");
        Assert.Equal($"{Db} has no table weather; its tables: environmental_data", (await RefusedAsync(new WideLayout("weather"))).Message);
        Assert.Equal($"{Db}: table environmental_data has no column at; its columns: time, temp", (await RefusedAsync(new WideLayout("environmental_data", "at"))).Message);
        Assert.Contains("no column what, value", (await RefusedAsync(new LongLayout("environmental_data", "time", "what", "value"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_database_is_said_in_a_sentence()
    {
        Assert.EndsWith("there is no such file", (await RefusedAsync(new WideLayout())).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", (await RefusedAsync(new WideLayout(), _folder)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Db, string.Concat(Enumerable.Repeat("no database", 1000)), TestContext.Current.CancellationToken);
        Assert.Contains("not an SQLite database, or it is damaged", (await RefusedAsync(new WideLayout())).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Db, "", TestContext.Current.CancellationToken);
        Assert.Contains("its tables: none", (await RefusedAsync(new WideLayout())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_an_error_and_not_a_shorter_history()
    {
        Make(string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"('{IsoTime.Canonical(i * NodaConstants.TicksPerMinute)}', {i})")));
        var bytes = await File.ReadAllBytesAsync(Db, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2, 4096 * 4).Fill(0xA5);
        await File.WriteAllBytesAsync(Db, bytes, TestContext.Current.CancellationToken);
        Assert.Contains("damaged", (await RefusedAsync(new WideLayout())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://localhost/x", typeof(PostgresReadings))]
    [InlineData("Host=localhost;Database=x", typeof(PostgresReadings))]
    [InlineData("a=b/readings.db", typeof(SqliteReadings))]
    public void The_address_decides_what_kind_of_source_it_is(string source, Type kind) =>
        Assert.IsType(kind, ReadingSources.Open(source, new WideLayout()));

    [Theory]
    [InlineData("mysql://localhost/x", "mysql:// is no source of readings")]
    [InlineData("", "the source is empty")]
    [InlineData("postgres://u:hunter2@host:99999/x", "no valid address")]
    [InlineData("postgres://u:hunter2@host/x?colour=red", "an option colour that is not known")]
    [InlineData("postgres://u:hunter2@host/x?sslmode=maybe", "an option sslmode that is not known, or whose value is not")]
    [InlineData("Host=x;Password=hunter2;Bogus=1", "no connection string")]
    public void An_address_that_is_none_is_refused_without_its_secrets(string source, string why)
    {
        var refusal = Assert.Throws<SourceException>(() => ReadingSources.Open(source, new WideLayout()));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
    }

    private void Make(string rows, string time = "TEXT PRIMARY KEY", string value = "REAL", string end = ")", string before = "")
    {
        foreach (var old in Directory.GetFiles(_folder)) File.Delete(old);
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Db};Pooling=False");
        database.Open();
        SqliteFile.Execute(database, $"{before} CREATE TABLE environmental_data (time {time}, temp {value}{end}; INSERT INTO environmental_data VALUES {rows}");
    }

    private async Task<List<string>> ReadAsync(Drops? drops = null, TableLayout? layout = null, string? path = null)
    {
        var rows = new List<string>();
        await foreach (var batch in new SqliteReadings(path ?? Db, layout ?? new WideLayout()).ReadAsync(PlantedTable.Sensors[..1], Instant.MinValue, Instant.MaxValue, drops ?? new Drops(), TestContext.Current.CancellationToken))
            for (var row = 0; row < batch.Ticks.Length; row++)
                if (batch.Values[0].Span[row] is var value && !double.IsNaN(value)) rows.Add($"{IsoTime.Canonical(batch.Ticks.Span[row])[11..^1]} {value}");
        return rows;
    }

    private async Task<SourceException> RefusedAsync(TableLayout layout, string? path = null) =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(layout: layout, path: path));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
