namespace VizPipeline.Stages;

/// <summary>Why a batch of names goes out. A closed set, safe to use as a metric label.</summary>
public enum BatchTrigger
{
    /// <summary>A second has passed.</summary>
    Time,

    /// <summary>It has as many pairs as it may.</summary>
    Count,

    /// <summary>It has as many bytes as it may.</summary>
    Bytes,
}
