using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>Opens SQLite databases, always the same way.</summary>
public static class SqliteFile
{
    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    /// <summary>A database of ours: created when missing, write-ahead logged, every commit flushed to disk.</summary>
    public static SqliteConnection OpenOwn(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    /// <summary>A database of somebody else: never written, though another process may be writing it.</summary>
    public static SqliteConnection OpenForeign(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        Execute(connection, "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static bool IsInTransaction(SqliteConnection connection) => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

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
