using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>Says in one sentence what SQLite's error codes mean for a user.</summary>
public static class SqliteFaults
{
    /// <summary>For a database in the home folder: a full disk, missing permission and damage all mean that nothing else can succeed.</summary>
    public static HomeUnavailableException ToHomeUnavailable(SqliteException cause, string path) => new($"{path}: {Explain(cause)}", cause);

    public static string Explain(SqliteException cause) => cause.SqliteErrorCode switch
    {
        3 or 8 => "it may not be written: check the permissions of the file and its folder",
        5 or 6 => "another process holds it locked",
        10 => "the disk reports an error, or is full",
        11 or 26 => "it is not an SQLite database, or it is damaged",
        13 => "the disk is full",
        14 => "it cannot be opened: check that the path exists and may be read and written",
        _ => cause.Message,
    };
}
