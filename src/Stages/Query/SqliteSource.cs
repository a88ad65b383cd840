using Microsoft.Data.Sqlite;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Opens somebody else's database and looks what is in it.</summary>
internal static class SqliteSource
{
    /// <exception cref="SourceException">There is no such file, or it is no database that may be read.</exception>
    public static SqliteConnection Open(string path)
    {
        if (Directory.Exists(path)) throw new SourceException($"{path} is a folder; the source must be an SQLite database file");
        if (!File.Exists(path)) throw new SourceException($"{path}: there is no such file");
        try
        {
            return SqliteFile.OpenForeign(path);
        }
        catch (SqliteException cause)
        {
            throw Failure(path, cause);
        }
    }

    public static SourceException Failure(string path, SqliteException cause) =>
        new($"{path}: {SqliteFaults.Explain(cause)}", cause) { MayPass = cause.SqliteErrorCode is 5 or 6 };

    /// <summary>Lets a cancellation end whatever the database is busy with, a sort or a look through a whole table too.</summary>
    public static CancellationTokenRegistration InterruptOn(SqliteConnection database, CancellationToken cancel) =>
        cancel.Register(() => SQLitePCL.raw.sqlite3_interrupt(database.Handle));

    /// <exception cref="SourceException">The table or one of the columns is not there; says what is.</exception>
    public static void Require(SqliteConnection database, string path, TableLayout layout, IEnumerable<string> columns)
    {
        var there = Columns(database, path, layout.Table);
        if (there.Count == 0)
        {
            var tables = Names(database, path, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
            throw new SourceException($"{path} has no table {layout.Table}; its tables: {SqlName.Listed(tables)}");
        }

        var missing = columns.Where(column => !there.Contains(column, StringComparer.OrdinalIgnoreCase)).Distinct().ToList();
        if (missing.Count > 0) throw new SourceException($"{path}: table {layout.Table} has no column {SqlName.Listed(missing)}; its columns: {SqlName.Listed(there)}");
    }

    public static List<string> Columns(SqliteConnection database, string path, string table) =>
        Names(database, path, "SELECT name FROM pragma_table_info(?)", table);

    /// <summary>Whether rows of <paramref name="table"/> have a rowid, which tells the later row.</summary>
    public static bool HasRowId(SqliteConnection database, string path, string table)
    {
        try
        {
            using var probe = new SqliteCursor(database, path, $"SELECT rowid FROM {SqlName.Quote(table)} LIMIT 0");
            return true;
        }
        catch (SourceException fault) when (fault.InnerException is SqliteException { SqliteErrorCode: 1 })
        {
            return false;
        }
    }

    private static List<string> Names(SqliteConnection database, string path, string sql, params string[] texts)
    {
        using var rows = new SqliteCursor(database, path, sql, texts);
        var names = new List<string>();
        while (rows.Next()) names.Add(System.Text.Encoding.UTF8.GetString(rows.Text(0)));
        return names;
    }
}
