namespace VizPipeline.Stages;

/// <summary>Decides from its address what kind of source it is.</summary>
public static class ReadingSources
{
    /// <param name="source">A path of an SQLite database, <c>postgres://…</c>, or a connection string of Npgsql (<c>Host=…</c>).</param>
    /// <param name="layout">Where in the source the readings are.</param>
    /// <exception cref="SourceException">It is none of these.</exception>
    public static IReadings Open(string source, TableLayout layout) => source switch
    {
        "" => throw new SourceException("the source is empty; expected a path of an SQLite database or postgres://user:password@host:port/database"),
        _ when IsPostgres(source) => new PostgresReadings(source, layout),
        _ when source.IndexOf("://", StringComparison.Ordinal) is > 0 and var end =>
            throw new SourceException($"{source[..end]}:// is no source of readings; expected a path of an SQLite database or postgres://user:password@host:port/database"),
        _ => new SqliteReadings(source, layout),
    };

    /// <summary>Whether a text is written as an address of a PostgreSQL server.</summary>
    public static bool IsPostgresUrl(string source) => PostgresAddress.IsUrl(source);

    private static bool IsPostgres(string source) =>
        PostgresAddress.IsUrl(source) || source.Split(';').Any(part => part.Split('=', 2) is [var key, _] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");
}
