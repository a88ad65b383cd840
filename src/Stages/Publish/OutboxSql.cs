using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The outbox's tables and every statement that runs over them.</summary>
internal static class OutboxSql
{
    /// <summary>Which picture of each window was told of is kept: one that is published once more, after a crash or by a run that looks at everything, is no news.</summary>
    public static SqliteSchema Schema { get; } = new(
    [
        """
        CREATE TABLE waiting (number INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, record BLOB NOT NULL, refusals INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE told (key TEXT PRIMARY KEY, cid TEXT NOT NULL) WITHOUT ROWID;
        """,
    ]);

    public const string Add = "INSERT OR IGNORE INTO waiting (id, record) VALUES (?1, ?2)";

    public const string After = "SELECT number, id, record FROM waiting WHERE number > ?1 ORDER BY number LIMIT ?2";

    public const string Count = "SELECT count(*) FROM waiting";

    public const string Refuse = "UPDATE waiting SET refusals = refusals + 1 WHERE number = ?1 RETURNING refusals";

    /// <summary>Gives a row where this picture of the window is news.</summary>
    public const string Tell = "INSERT INTO told (key, cid) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET cid = ?2 WHERE cid <> ?2 RETURNING 1";

    public const string Remove = "DELETE FROM waiting WHERE number = ?1";
}
