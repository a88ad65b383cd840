using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The readings in the home folder: the predecessor's table, and beside it a log of what each import took and dropped.</summary>
/// <param name="path">The database file; made, with its table, on the first write.</param>
internal sealed class EmbeddedReadings(string path)
{
    private const string Table = WideLayout.DefaultTable;

    private const string DemoMark = "demo";

    private const string Schema = $"""
        CREATE TABLE IF NOT EXISTS {Table} (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL);
        CREATE TABLE IF NOT EXISTS import_log (at TEXT NOT NULL, sensor TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL);
        """;

    public string Path => path;

    /// <summary>For the road.</summary>
    public SqliteReadings Source => new(path, new WideLayout());

    /// <summary>Begins one transaction that writes <paramref name="columns"/>; those the table does not have are made.</summary>
    /// <exception cref="HomeUnavailableException">The database cannot be written.</exception>
    public ReadingWriter Write(ImmutableArray<string> columns) => Write(columns, TimeForms.Any);

    /// <inheritdoc cref="Write(ImmutableArray{string})"/>
    /// <param name="columns">Those of the table that are written.</param>
    /// <param name="forms">Between which instants.</param>
    public ReadingWriter Write(ImmutableArray<string> columns, TimeForms forms)
    {
        try
        {
            var database = SqliteFile.OpenOwn(path);
            try
            {
                Prepare(database, columns);
                return new ReadingWriter(database, path, Table, columns, forms);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>Keeps the database open, so that transactions that follow one another share its log: the last one to close it would have to empty and remove that.</summary>
    /// <exception cref="HomeUnavailableException">The database cannot be written.</exception>
    public IDisposable Hold()
    {
        try
        {
            var database = SqliteFile.OpenOwn(path);
            SqliteFile.Execute(database, "SELECT count(*) FROM sqlite_master");
            return database;
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>Whether a column of this name is the table's own, by name or by SQLite's, and so none for a sensor.</summary>
    public static bool IsTaken(string column) => column.ToUpperInvariant() is "TIME" or "ROWID" or "OID" or "_ROWID_";

    /// <summary>Whether anything was ever imported; a refused import leaves a file without a table.</summary>
    public bool Exists()
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var database = SqliteFile.OpenForeign(path);
            return Strings(database, $"SELECT name FROM sqlite_master WHERE name = '{Table}'").Count > 0;
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>Whether nobody's readings would be mixed with those of the demo: there are none, or the demo made them.</summary>
    public bool IsFreeForDemo()
    {
        if (!File.Exists(path)) return true;
        try
        {
            using var database = SqliteFile.OpenForeign(path);
            var tables = Strings(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
            return tables.Contains(DemoMark) || !tables.Contains(Table) || Strings(database, $"SELECT time FROM {Table} LIMIT 1").Count == 0;
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>Notes that the demo made these readings.</summary>
    public void MarkAsDemo()
    {
        try
        {
            using var database = SqliteFile.OpenOwn(path);
            SqliteFile.Execute(database, $"CREATE TABLE IF NOT EXISTS {DemoMark} (made INTEGER)");
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>The table's columns beyond the predecessor's; none where there is no database yet.</summary>
    public ImmutableArray<string> OwnColumns()
    {
        if (!File.Exists(path)) return [];
        try
        {
            using var database = SqliteFile.OpenForeign(path);
            return [.. Strings(database, $"SELECT name FROM pragma_table_info('{Table}')").Except(["time", "temp", "hum", "pressure", "lux", "uv", "gas"], StringComparer.OrdinalIgnoreCase)];
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>What all imports together counted for a sensor, by <see cref="DropReason"/>.</summary>
    public ImmutableDictionary<DropReason, long> Imported(string sensor)
    {
        if (!File.Exists(path)) return ImmutableDictionary<DropReason, long>.Empty;
        try
        {
            using var database = SqliteFile.OpenForeign(path);
            if (Strings(database, "SELECT name FROM sqlite_master WHERE name = 'import_log'").Count == 0) return ImmutableDictionary<DropReason, long>.Empty;
            using var command = database.CreateCommand();
            command.CommandText = "SELECT reason, sum(count) FROM import_log WHERE sensor = @sensor GROUP BY reason";
            command.Parameters.AddWithValue("@sensor", sensor);
            using var rows = command.ExecuteReader();
            var counts = ImmutableDictionary.CreateBuilder<DropReason, long>();
            while (rows.Read()) if (Enum.TryParse<DropReason>(rows.GetString(0), out var reason)) counts[reason] = rows.GetInt64(1);
            return counts.ToImmutable();
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    private static void Prepare(SqliteConnection database, ImmutableArray<string> columns)
    {
        SqliteFile.Execute(database, "BEGIN IMMEDIATE");
        SqliteFile.Execute(database, Schema);
        var there = Strings(database, $"SELECT name FROM pragma_table_info('{Table}')");
        foreach (var column in columns.Except(there, StringComparer.OrdinalIgnoreCase))
            SqliteFile.Execute(database, $"ALTER TABLE {Table} ADD COLUMN {SqlName.Quote(column)} REAL");
    }

    private static List<string> Strings(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var strings = new List<string>();
        while (rows.Read()) strings.Add(rows.GetString(0));
        return strings;
    }
}
