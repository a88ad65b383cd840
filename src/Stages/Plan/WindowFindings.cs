namespace VizPipeline.Stages;

/// <summary>What a pass over the readings found out about the windows of one sensor and kind, without drawing any.</summary>
public sealed class WindowFindings
{
    /// <summary>Recorded as done, but from other readings, another palette, scale or zone than there are now.</summary>
    public long StaleDone { get; internal set; }

    /// <summary>Recorded as empty, and no longer without a reading.</summary>
    public long StaleEmpty { get; internal set; }

    public long Stale => StaleDone + StaleEmpty;

    /// <summary>To be drawn by the run.</summary>
    public long ToDraw { get; internal set; }

    /// <summary>Estimated bytes of those.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Estimated processor time of those, in seconds.</summary>
    public double Seconds { get; internal set; }

    /// <summary>Rows of the tallest of those.</summary>
    public int Rows { get; internal set; } = 1;

    /// <summary>Looked at by the run, and without a reading.</summary>
    public long Empty { get; internal set; }

    internal void AddPicture(WindowKind kind, int rows)
    {
        ToDraw++;
        Bytes += Estimates.Bytes(kind, rows);
        Seconds += Estimates.Seconds(rows);
        Rows = Math.Max(Rows, rows);
    }
}
