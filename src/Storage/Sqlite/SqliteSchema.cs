using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace VizPipeline.Storage;

/// <summary>The layouts a database of ours has had: step n (from 0) brings version n to version n + 1, so an empty file takes them all.</summary>
/// <remarks>The version stands in <c>PRAGMA user_version</c>. A step that has been released is never edited.</remarks>
public sealed record SqliteSchema(ImmutableArray<string> Steps)
{
    public int Version => Steps.Length;

    /// <summary>Brings an older database to this version, in one transaction.</summary>
    /// <exception cref="StoreRefusedException">The database is newer than this program.</exception>
    public void Migrate(SqliteConnection connection, string path)
    {
        if (VersionOf(connection, path) == Version) return;
        SqliteFile.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            foreach (var step in Steps[VersionOf(connection, path)..]) SqliteFile.Execute(connection, step);
            SqliteFile.Execute(connection, $"PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)}");
            SqliteFile.Execute(connection, "COMMIT");
        }
        finally
        {
            if (SqliteFile.IsInTransaction(connection)) SqliteFile.Execute(connection, "ROLLBACK");
        }
    }

    /// <summary>Accepts only a database of exactly this version, and writes nothing. False where there are no tables yet: its maker was stopped before.</summary>
    /// <exception cref="StoreRefusedException">The database is of another version.</exception>
    public bool Require(SqliteConnection connection, string path)
    {
        var found = VersionOf(connection, path);
        if (found == 0) return false;
        if (found < Version)
            throw new StoreRefusedException($"{path}: it has the older layout {found}; any command that writes brings it to layout {Version}");
        return true;
    }

    private int VersionOf(SqliteConnection connection, string path)
    {
        using var statement = new SqliteStatement(connection, "PRAGMA user_version");
        statement.Step();
        var found = (int)statement.Whole(0);
        return found <= Version ? found : throw new StoreRefusedException(
            $"{path}: it was written by a newer version of this program (layout {found}, this one knows up to {Version}); use that version, or another home folder");
    }
}
