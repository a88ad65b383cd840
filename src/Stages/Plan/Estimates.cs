namespace VizPipeline.Stages;

/// <summary>What pictures will take, from figures measured on one-minute readings (docs/performance.md). For plans, not for promises.</summary>
internal static class Estimates
{
    private const long DailyBytes = 127_000;
    private const long HourlyBytes = 49_500;
    private const long RowBytes = 2_200;
    private const double PictureSeconds = 0.0003;
    private const double RowSeconds = 0.000004;

    /// <summary>Length of a picture of this many rows.</summary>
    public static long Bytes(WindowKind kind, int rows) => kind switch
    {
        WindowKind.Hourly => HourlyBytes,
        _ => DailyBytes + ((rows - 1) * RowBytes),
    };

    /// <summary>Processor time to draw and keep a picture of this many rows.</summary>
    public static double Seconds(int rows) => PictureSeconds + (rows * RowSeconds);
}
