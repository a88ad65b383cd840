using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>How far the embedded readings are in step with a source. Kept beside them and written in the same transaction, so that neither is ahead of the other.</summary>
/// <param name="Source">Which source, without secrets; null where nothing was ever pulled.</param>
/// <param name="Watermarks">By column: the instant, in ticks since 1970, up to which it was pulled.</param>
internal sealed record SyncMarks(string? Source, ImmutableSortedDictionary<string, long> Watermarks)
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS sync_source (name TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS sync_watermarks (column_name TEXT PRIMARY KEY, ticks INTEGER NOT NULL);
        """;

    public static SyncMarks None { get; } = new(null, ImmutableSortedDictionary<string, long>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase));

    /// <exception cref="HomeUnavailableException">The database cannot be read.</exception>
    public static SyncMarks Read(string path)
    {
        if (!File.Exists(path)) return None;
        try
        {
            using var database = SqliteFile.OpenForeign(path);
            using var tables = new SqliteStatement(database, "SELECT count(*) FROM sqlite_master WHERE name IN ('sync_source', 'sync_watermarks')");
            if (!tables.Step() || tables.Whole(0) < 2) return None;
            using var source = new SqliteStatement(database, "SELECT name FROM sync_source");
            using var marks = new SqliteStatement(database, "SELECT column_name, ticks FROM sync_watermarks");
            var found = None.Watermarks.ToBuilder();
            while (marks.Step()) found[marks.Text(0)] = marks.Whole(1);
            return new(source.Step() ? source.Text(0) : null, found.ToImmutable());
        }
        catch (SqliteException cause)
        {
            throw SqliteFaults.ToHomeUnavailable(cause, path);
        }
    }

    /// <summary>Of this source: the same, or with nothing pulled yet where it was another.</summary>
    public SyncMarks Of(string source) => Source == source ? this : None with { Source = source };

    /// <summary>Every column of these is pulled up to an instant, or was already.</summary>
    public SyncMarks Advance(ImmutableArray<string> columns, long ticks) =>
        this with { Watermarks = Watermarks.SetItems(columns.Select(column => KeyValuePair.Create(column, Math.Max(ticks, Watermarks.GetValueOrDefault(column, long.MinValue))))) };

    /// <summary>Where to go on: the overlap before the watermark of the column that is least far, and the very beginning where one was never pulled.</summary>
    public Instant Resume(ImmutableArray<string> columns, Duration overlap) =>
        columns.All(Watermarks.ContainsKey) ? Instant.FromUnixTimeTicks(columns.Min(column => Watermarks[column])) - overlap : Instant.MinValue;

    public bool IsSameAs(SyncMarks other) => Source == other.Source && Watermarks.SequenceEqual(other.Watermarks);

    /// <summary>Within the transaction that the database has begun.</summary>
    public void Write(SqliteConnection database)
    {
        SqliteFile.Execute(database, Schema + "DELETE FROM sync_source; DELETE FROM sync_watermarks;");
        using var source = new SqliteStatement(database, "INSERT INTO sync_source VALUES (?1)");
        source.Bind(1, Source!);
        source.Run();
        using var marks = new SqliteStatement(database, "INSERT INTO sync_watermarks VALUES (?1, ?2)");
        foreach (var (column, ticks) in Watermarks)
        {
            marks.Bind(1, column);
            marks.Bind(2, ticks);
            marks.Run();
        }
    }
}
