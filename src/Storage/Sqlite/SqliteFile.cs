using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>Opens SQLite databases, always the same way.</summary>
public static class SqliteFile
{
    // Without SQLite's own lock around every call: a connection here belongs to one thread at a time.
    static SqliteFile()
    {
        const int MultiThread = 2;
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(MultiThread);
    }

    /// <summary>A database of ours: created when missing, write-ahead logged, every commit flushed to disk.</summary>
    public static SqliteConnection OpenOwn(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    /// <summary>A database that is only read, whoever writes it meanwhile.</summary>
    public static SqliteConnection OpenForeign(string path) => OpenForeign(path, out _);

    /// <summary>The same.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isAsItLay">Whether it is taken as it lay there: who begins to write it later is not seen, so the connection is not to be kept.</param>
    internal static SqliteConnection OpenForeign(string path, out bool isAsItLay)
    {
        isAsItLay = false;
        try
        {
            return Probed(path);
        }
        catch (SqliteException cause) when (cause.SqliteErrorCode is 8 or 14 && File.Exists(path) && !File.Exists(path + "-wal"))
        {
            // A write-ahead logged database in a folder that may not be written, which nobody is writing.
            isAsItLay = true;
            return Probed($"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1");
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static bool IsInTransaction(SqliteConnection connection) => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    // Only a first look into the file shows whether it can be read.
    private static SqliteConnection Probed(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            Execute(connection, "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000;");

            // A command of its own: what fails after a statement that gives a row, as the one before does, is kept silent.
            Execute(connection, "SELECT count(*) FROM sqlite_master");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
