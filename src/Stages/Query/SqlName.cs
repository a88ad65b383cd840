namespace VizPipeline.Stages;

/// <summary>Writes names into SQL, the same way for SQLite and PostgreSQL.</summary>
public static class SqlName
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>For messages: what there is instead of what was asked for.</summary>
    internal static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}
