using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The tables of uploads and every statement that runs over them.</summary>
internal static class UploadSql
{
    /// <summary>An upload without a pin was begun and not heard of since; one that is leaving may be gone already. A claim is a picture's path that was given this content; a passing one, for as long as its window was open.</summary>
    public static SqliteSchema Schema { get; } = new(
    [
        """
        CREATE TABLE uploads (cid TEXT PRIMARY KEY, name TEXT NOT NULL, pin_id TEXT, pin_cid TEXT, doubtful INTEGER NOT NULL DEFAULT 0, leaving INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE INDEX doubtful_uploads ON uploads (cid) WHERE doubtful;
        CREATE INDEX uploads_by_pin_cid ON uploads (pin_cid);
        CREATE TABLE claims (path TEXT NOT NULL, cid TEXT NOT NULL, PRIMARY KEY (path, cid)) WITHOUT ROWID;
        CREATE INDEX claims_by_cid ON claims (cid);
        """,
        """
        CREATE TABLE places (what TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX leaving_uploads ON uploads (cid) WHERE leaving;
        CREATE TABLE writes (day TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
        """,
        "ALTER TABLE claims ADD COLUMN passing INTEGER NOT NULL DEFAULT 0",
    ]);

    public const string Find = "SELECT name, pin_id, pin_cid, leaving FROM uploads WHERE cid = ?1";

    /// <summary>The content that the store calls so; it may call it otherwise than we do.</summary>
    public const string Own = "SELECT cid FROM uploads WHERE pin_cid = ?1 LIMIT 1";

    public const string Begin = "INSERT OR IGNORE INTO uploads (cid, name) VALUES (?1, ?2)";

    public const string End = "UPDATE uploads SET pin_id = ?2, pin_cid = ?3, leaving = 0 WHERE cid = ?1";

    public const string Leave = "UPDATE uploads SET leaving = 1 WHERE cid = ?1";

    /// <summary>Takes back a beginning: nothing was sent. Never one that ended.</summary>
    public const string Unbegin = "DELETE FROM uploads WHERE cid = ?1 AND pin_id IS NULL";

    public const string Forget = "DELETE FROM uploads WHERE cid = ?1";

    public const string Doubt = "UPDATE uploads SET doubtful = ?2 WHERE cid = ?1";

    /// <summary>What may be there twice, and what may be there although nothing relies on it any more.</summary>
    public const string Unsettled = """
        SELECT cid, name, pin_id, pin_cid, leaving, EXISTS (SELECT 1 FROM claims WHERE claims.cid = uploads.cid)
        FROM uploads WHERE cid IN (SELECT cid FROM uploads WHERE doubtful UNION SELECT cid FROM uploads WHERE leaving) LIMIT ?1
        """;

    /// <summary>It is there once, or not at all; then it is as if it was begun and not heard of.</summary>
    public const string Settle = "UPDATE uploads SET pin_id = ?2, pin_cid = ?3, doubtful = 0, leaving = 0 WHERE cid = ?1";

    /// <summary>Its pin is removed; what may be there twice is still to be settled.</summary>
    public const string Removed = "DELETE FROM uploads WHERE cid = ?1 AND NOT doubtful";

    public const string Claim = "INSERT OR IGNORE INTO claims (path, cid, passing) VALUES (?1, ?2, ?3)";

    public const string Unclaim = "DELETE FROM claims WHERE path = ?1 AND cid = ?2";

    /// <summary>Leaves a path the content it has now.</summary>
    public const string Keep = "DELETE FROM claims WHERE path = ?1 AND cid <> ?2";

    /// <summary>The same, and those that only passed.</summary>
    public const string KeepPassing = "DELETE FROM claims WHERE path = ?1 AND cid <> ?2 AND NOT passing";

    /// <summary>The window is over, and this is its content.</summary>
    public const string Last = "UPDATE claims SET passing = 0 WHERE path = ?1 AND cid = ?2 AND passing";

    public const string Others = "SELECT cid FROM claims WHERE path = ?1 AND cid <> ?2";

    public const string Place = "SELECT place FROM places WHERE what = ?1";

    public const string Move = "INSERT OR REPLACE INTO places (what, place) VALUES (?1, ?2)";

    /// <summary>As if all were begun and not heard of: they are looked for in the new place, and what is not there is sent.</summary>
    public const string ForgetPins = "UPDATE uploads SET pin_id = NULL, pin_cid = NULL, leaving = 0";

    public const string Writes = "SELECT count FROM writes WHERE day = ?1";

    public const string ForgetWrites = "DELETE FROM writes WHERE day <> ?1";

    public const string ForgetAllWrites = "DELETE FROM writes";

    public const string Wrote = "INSERT OR REPLACE INTO writes (day, count) VALUES (?1, ?2)";

    public const string IsClaimed = "SELECT 1 FROM claims WHERE cid = ?1 LIMIT 1";
}
