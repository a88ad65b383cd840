using System.Globalization;
using Microsoft.Data.Sqlite;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A folder for one test's databases.</summary>
public abstract class SqliteContract : ReadingsContract, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viz-readings-").FullName;

    private protected override bool GreaterWins => false;

    private protected string NewPath() => Path.Combine(_folder, $"{Guid.NewGuid():N}.db");

    private protected static object Cell(double? value) => value switch
    {
        null => DBNull.Value,
        double.NaN => "nan",
        { } number => number,
    };

    private protected static void Insert(SqliteConnection database, string sql, IEnumerable<object[]> rows)
    {
        using var transaction = database.BeginTransaction();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var i = 0; i < row.Length; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@{i}"), row[i]);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteWideReadings : SqliteContract
{
    private protected override Task<IReadings> PlantAsync(PlantedTable table)
    {
        // The predecessor's own layout where it can hold the rows; otherwise the same without its key.
        var key = table.Rows.Select(row => row.Text).Distinct().Count() == table.Rows.Length ? "PRIMARY KEY" : "";
        var path = NewPath();
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, $"PRAGMA synchronous = OFF; CREATE TABLE environmental_data (time TEXT {key}, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL)");
        Insert(database, "INSERT INTO environmental_data (time, temp, hum, pressure) VALUES (@0, @1, @2, @3)",
            table.Rows.Select(row => (object[])[row.Text, .. row.Cells.Select(Cell)]));
        return Task.FromResult<IReadings>(new SqliteReadings(path, new WideLayout()));
    }
}

public sealed class SqliteLongReadings : SqliteContract
{
    private protected override Task<IReadings> PlantAsync(PlantedTable table)
    {
        var path = NewPath();
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, "PRAGMA synchronous = OFF; CREATE TABLE \"the readings\" (\"when\" TEXT, what TEXT, value); CREATE INDEX by_time ON \"the readings\" (\"when\")");
        Insert(database, "INSERT INTO \"the readings\" VALUES (@0, @1, @2)",
            table.Rows.SelectMany(row => row.Ticks is null
                ? [[row.Text, "temp", 1.0], [row.Text, "another", 2.0]]
                : PlantedTable.Sensors.Select((sensor, i) => (object[])[row.Text, sensor.Column, Cell(row.Cells[i])]).Append([row.Text, "another", 7.0])));
        return Task.FromResult<IReadings>(new SqliteReadings(path, new LongLayout("the readings", "when", "what", "value")));
    }
}
