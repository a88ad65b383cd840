namespace VizPipeline.Stages;

/// <summary>What a pass over the readings found out about the windows of one sensor and kind, without drawing any.</summary>
public sealed class WindowFindings
{
    /// <summary>Recorded as done or empty, but from other readings, another palette, scale or zone than there are now.</summary>
    public long Stale { get; internal set; }

    /// <summary>To be drawn by the run.</summary>
    public long ToDraw { get; internal set; }

    /// <summary>Looked at by the run, and without a reading.</summary>
    public long Empty { get; internal set; }
}
