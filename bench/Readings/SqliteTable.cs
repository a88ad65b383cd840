using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The readings in a table as the predecessor had it, and the plain ways to read it.</summary>
internal sealed class SqliteTable : IDisposable
{
    public const string Query = "SELECT time, temp, hum, pressure, lux, uv, gas FROM environmental_data ORDER BY time";

    private readonly string _folder = Directory.CreateTempSubdirectory("viz-bench-").FullName;
    private readonly SixSensors _readings;

    public SqliteTable(SixSensors readings)
    {
        _readings = readings;
        using var database = SqliteFile.OpenOwn(File);
        SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL); BEGIN");
        using (var insert = new SqliteStatement(database, "INSERT INTO environmental_data VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            foreach (var (at, values) in readings.Make())
            {
                insert.Bind(1, at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                for (var i = 0; i < values.Length; i++) insert.BindOrNull(2 + i, double.IsNaN(values[i]) ? null : values[i]);
                insert.Run();
            }
        }

        SqliteFile.Execute(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public IReadings Source => new SqliteReadings(File, new WideLayout());

    /// <summary>As the documentation of Microsoft.Data.Sqlite shows it. A time stays the text that it is.</summary>
    public void ReadPlainly()
    {
        using var database = SqliteFile.OpenForeign(File);
        using var command = database.CreateCommand();
        command.CommandText = Query;
        using var reader = command.ExecuteReader();
        var (rows, sum, letters) = (0L, 0.0, 0L);
        while (reader.Read())
        {
            rows++;
            letters += reader.GetString(0).Length;
            for (var i = 1; i <= 6; i++) sum += reader.IsDBNull(i) ? 0 : reader.GetDouble(i);
        }

        _readings.MustBe(letters / 20, sum);
        _readings.MustBe(rows, sum);
    }

    /// <summary>The statement's own interface through SQLitePCLRaw. A time is only looked at.</summary>
    public void ReadRaw()
    {
        using var database = SqliteFile.OpenForeign(File);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database.Handle, Query, out var statement), database.Handle);
        using (statement)
        {
            var (rows, sum, letters) = (0L, 0.0, 0L);
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows++;
                letters += raw.sqlite3_column_blob(statement, 0).Length;
                for (var i = 1; i <= 6; i++) sum += raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL ? 0 : raw.sqlite3_column_double(statement, i);
            }

            _readings.MustBe(letters / 20, sum);
            _readings.MustBe(rows, sum);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "readings.db");
}
