using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>Opens a database of the home folder at the version this program knows, and says in one sentence why when it cannot.</summary>
public static class OwnDatabase
{
    /// <summary>Pages the writer keeps in memory, in KiB: windows come in order of time, so only the newest pages of each series and index are written again.</summary>
    private const int CacheKib = 1024;

    /// <summary>For writing: made when missing, migrated when older.</summary>
    /// <exception cref="HomeUnavailableException">It cannot be opened or made.</exception>
    /// <exception cref="StoreRefusedException">It was written by a newer version.</exception>
    public static SqliteConnection Open(string path, SqliteSchema schema) => Opened(path, SqliteFile.OpenOwn, connection =>
    {
        SqliteFile.Execute(connection, $"PRAGMA cache_size = -{CacheKib}");
        schema.Migrate(connection, path);
    });

    /// <summary>Checks, without writing, that it can be read and is of this version; false where there is no file, or one without tables yet.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static bool Require(string path, SqliteSchema schema)
    {
        if (!File.Exists(path)) return false;
        var isMade = false;
        Opened(path, SqliteFile.OpenForeign, connection => isMade = schema.Require(connection, path)).Dispose();
        return isMade;
    }

    private static SqliteConnection Opened(string path, Func<string, SqliteConnection> open, Action<SqliteConnection> prepare)
    {
        SqliteConnection? connection = null;
        var ready = false;
        try
        {
            connection = open(path);
            prepare(connection);
            ready = true;
            return connection;
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
        finally
        {
            if (!ready) connection?.Dispose();
        }
    }
}
