namespace VizPipeline.Stages;

/// <summary>The most memory a run takes: what its stages may hold, whatever the length of the history.</summary>
public static class RoadMemory
{
    private const long Runtime = 160L << 20;
    private const long StripBytes = 16 * 1024;

    // The noisiest line that there can be takes 7.9 KB, in a file as in memory.
    private const long NoisyRowBytes = 8 * 1024;
    private const long MostRows = 1680;

    // An entry of the ledger and a preview.
    private const long CommittedBytes = 8 * 1024;
    private const long PoolSlack = 2;

    /// <summary>Bytes resident, for a run whose largest picture has <paramref name="rows"/> rows.</summary>
    /// <param name="options">Stage limits and the strip cache.</param>
    /// <param name="sensors">Sensors drawn.</param>
    /// <param name="rows">1 without cumulative windows.</param>
    public static long Bound(RoadOptions options, int sensors, int rows)
    {
        var limits = options.Limits;
        var picture = PoolSlack * (Estimates.Bytes(WindowKind.Cumulative, 1) + (NoisyRowBytes * (Math.Min(rows, MostRows) - 1)));
        var pictures = limits.Render.Workers + limits.Pin.InFlight;
        var days = limits.Query.Workers + limits.Window.InFlight + limits.Render.InFlight;
        var span = rows > 1 ? Math.Min(options.StripCacheBytes, sensors * rows * StripBytes) + (limits.Render.Workers * rows * StripBytes) + Drawn(options, sensors, rows, picture) : 0;
        var committed = (limits.Commit.InFlight + limits.Cleanup.InFlight) * CommittedBytes;
        return Runtime + (pictures * picture) + (days * sensors * StripBytes) + committed + span;
    }

    // What the painter keeps of a sensor's span: the lines of its rows, and the file up to the last of them. One more for each worker that is drawing.
    private static long Drawn(RoadOptions options, int sensors, int rows, long picture)
    {
        var workers = options.Limits.Render.Workers;
        var span = (Math.Min(rows, MostRows) * NoisyRowBytes) + picture;
        return Math.Min(options.PictureCacheBytes, sensors * workers * span) + (workers * span);
    }
}
