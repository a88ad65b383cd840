namespace VizPipeline.Stages;

/// <summary>A window kind in words: the interval of keys, paths and the command line.</summary>
public static class WindowKinds
{
    public static string Interval(this WindowKind kind) => kind switch
    {
        WindowKind.Daily => "daily",
        WindowKind.Hourly => "hourly",
        WindowKind.Cumulative => "cumulative",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Null for a word that is no interval.</summary>
    public static WindowKind? Parse(string interval) => interval switch
    {
        "daily" => WindowKind.Daily,
        "hourly" => WindowKind.Hourly,
        "cumulative" => WindowKind.Cumulative,
        _ => null,
    };
}
