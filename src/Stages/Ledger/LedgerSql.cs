using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>The ledger's tables and every statement that runs over them. Instants are Unix ticks of 100 ns; enums are their numbers.</summary>
internal static class LedgerSql
{
    public static SqliteSchema Schema { get; } = new(
    [
        """
        CREATE TABLE windows (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, sensor TEXT NOT NULL, kind INTEGER NOT NULL,
            start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, state INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            input BLOB, cid TEXT, pin_id TEXT, bytes INTEGER NOT NULL DEFAULT 0, data_points INTEGER NOT NULL DEFAULT 0,
            min REAL, max REAL, processing_time REAL NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, error TEXT);
        CREATE INDEX windows_by_series ON windows (sensor, kind, state, end_at, start_at DESC);
        CREATE INDEX windows_by_state ON windows (state, end_at);
        CREATE TABLE previews (window INTEGER PRIMARY KEY REFERENCES windows (id), png BLOB NOT NULL);
        CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, started INTEGER NOT NULL,
            finished INTEGER, exit_code INTEGER, counts TEXT, last_line TEXT);
        """,
        "ALTER TABLE runs ADD COLUMN summary BLOB",
        // Only previews of cumulative windows say whose they are.
        """
        ALTER TABLE previews ADD COLUMN series TEXT;
        UPDATE previews SET series = (SELECT sensor FROM windows WHERE id = window) WHERE window IN (SELECT id FROM windows WHERE kind = 2);
        CREATE INDEX previews_by_series ON previews (series) WHERE series IS NOT NULL;
        """,
    ]);

    /// <summary>In the order of <see cref="LedgerRow"/>; the first seven are a planned window.</summary>
    public const string Columns =
        "key, sensor, kind, start_at, end_at, state, updated_at, input, cid, pin_id, bytes, data_points, min, max, processing_time, attempts, error";

    public const string Plan =
        "INSERT INTO windows (key, sensor, kind, start_at, end_at, state, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (key) DO NOTHING";

    public const string Record = $"""
        INSERT INTO windows ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT (key) DO UPDATE SET sensor = ?2, kind = ?3, start_at = ?4, end_at = ?5, state = ?6, updated_at = ?7, input = ?8, cid = ?9,
            pin_id = ?10, bytes = ?11, data_points = ?12, min = ?13, max = ?14, processing_time = ?15, attempts = ?16, error = ?17
        """;

    /// <summary>?3: the sensor, of a series of which only the newest picture is shown; null of others.</summary>
    public const string Keep = "INSERT OR REPLACE INTO previews (window, png, series) SELECT id, ?2, ?3 FROM windows WHERE key = ?1";

    /// <summary>Of such a series, all but the newest, in whatever order they came; it costs the same however long the series is.</summary>
    public const string Forget = """
        DELETE FROM previews WHERE series = ?1 AND window <> (
            SELECT kept.window FROM previews kept JOIN windows ON windows.id = kept.window WHERE kept.series = ?1
            ORDER BY windows.end_at DESC, windows.start_at LIMIT 1)
        """;

    /// <summary>?18: rejected; ?19: when the caller last saw the row; ?20: the attempts that make a window dead.</summary>
    public static string Fail { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO windows ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN ?18 OR ?16 + 1 >= ?20 THEN {(int)WindowState.Dead} ELSE {(int)WindowState.Failed} END,
            ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16 + 1, ?17)
        ON CONFLICT (key) DO UPDATE SET attempts = attempts + 1, error = ?17, updated_at = ?7,
            state = CASE WHEN state = {(int)WindowState.Pinned} THEN state
                WHEN ?18 OR attempts + 1 >= ?20 THEN {(int)WindowState.Dead} ELSE {(int)WindowState.Failed} END
        WHERE NOT (state IN ({(int)WindowState.Done}, {(int)WindowState.Empty}) AND updated_at > ?19)
        """);

    public const string Fix = "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";

    public const string Fact = "SELECT value FROM facts WHERE name = ?1";

    public const string Begin = "INSERT INTO runs (verb, started) VALUES (?1, ?2) RETURNING id";

    public const string End = "UPDATE runs SET finished = ?2, exit_code = ?3, summary = ?4, last_line = ?5 WHERE id = ?1";

    public const string Runs = "SELECT id, verb, started, finished, exit_code, summary, last_line FROM runs ORDER BY id DESC LIMIT ?1";

    public const string Run = "SELECT id, verb, started, finished, exit_code, summary, last_line FROM runs WHERE id = ?1";

    public const string Find = $"SELECT {Columns} FROM windows WHERE key = ?1";

    public const string Preview = "SELECT png FROM previews WHERE window = (SELECT id FROM windows WHERE key = ?1)";

    public static string Range { get; } = InRange(Columns);

    public static string Standings { get; } = InRange("key, start_at, end_at, state");

    public static string Latest { get; } = string.Create(CultureInfo.InvariantCulture,
        $"SELECT {Columns} FROM windows WHERE sensor = ?1 AND kind = ?2 AND state = {(int)WindowState.Done} ORDER BY end_at DESC, start_at LIMIT 1");

    public const string ById = $"SELECT {Columns} FROM windows WHERE id = ?1";

    /// <summary>The first sensor with windows after the one given, by its name.</summary>
    public const string NextSensor = "SELECT sensor FROM windows INDEXED BY windows_by_series WHERE sensor > ?1 ORDER BY sensor LIMIT 1";

    /// <summary>Ends and ids of the windows of a sensor, kind and state (?1 to ?3), after an end and an id (?4, ?5) and ending by ?6; or before those and ending after it; at most ?7.</summary>
    public static string PlacesBySeries(bool newestFirst) => newestFirst
        ? "SELECT end_at, id FROM windows INDEXED BY windows_by_series WHERE sensor = ?1 AND kind = ?2 AND state = ?3 AND (end_at, id) < (?4, ?5) AND end_at > ?6 ORDER BY end_at DESC, id DESC LIMIT ?7"
        : "SELECT end_at, id FROM windows INDEXED BY windows_by_series WHERE sensor = ?1 AND kind = ?2 AND state = ?3 AND (end_at, id) > (?4, ?5) AND end_at <= ?6 ORDER BY end_at, id LIMIT ?7";

    /// <summary>Likewise of the windows in a state (?1).</summary>
    public static string PlacesByState(bool newestFirst) => newestFirst
        ? "SELECT end_at, id FROM windows INDEXED BY windows_by_state WHERE state = ?1 AND (end_at, id) < (?2, ?3) AND end_at > ?4 ORDER BY end_at DESC, id DESC LIMIT ?5"
        : "SELECT end_at, id FROM windows INDEXED BY windows_by_state WHERE state = ?1 AND (end_at, id) > (?2, ?3) AND end_at <= ?4 ORDER BY end_at, id LIMIT ?5";

    public const string Count = "SELECT sensor, kind, state, count(*), min(start_at), max(end_at) FROM windows GROUP BY sensor, kind, state";

    /// <summary>One page of the windows in some states, after an end and an id (?1, ?2), at most ?3; the id comes last.</summary>
    public static string InStates(ImmutableArray<WindowState> states) =>
        string.Join(" UNION ALL ", states.Distinct().Select(state => string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Columns}, id FROM windows WHERE state = {(int)state} AND (end_at, id) > (?1, ?2)")))
        + " ORDER BY end_at, id LIMIT ?3";

    /// <summary>Names every state, so that the index by series serves it without a scan.</summary>
    private static string InRange(string columns) =>
        $"SELECT {columns} FROM windows WHERE sensor = ?1 AND kind = ?2 AND state IN ({string.Join(", ", Enum.GetValues<WindowState>().Select(state => (int)state))}) "
        + "AND end_at >= ?3 AND end_at < ?4 ORDER BY end_at, start_at DESC";
}
