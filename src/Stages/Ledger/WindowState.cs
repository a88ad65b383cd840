namespace VizPipeline.Stages;

/// <summary>How far a window has come. Open and stale are not states but findings: they depend on the clock and on the readings.</summary>
public enum WindowState
{
    /// <summary>To be drawn.</summary>
    Planned,

    /// <summary>An upload has begun; whether it arrived is for the store to say.</summary>
    Pinning,

    /// <summary>Kept by the store; no key names it yet.</summary>
    Pinned,

    /// <summary>Kept, named, cleaned up.</summary>
    Done,

    /// <summary>Not a single reading: no picture, on purpose.</summary>
    Empty,

    /// <summary>Something outside failed; the next run tries again.</summary>
    Failed,

    /// <summary>Rejected, or failed in five runs; only asked for by name is it tried again.</summary>
    Dead,
}
