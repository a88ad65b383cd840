namespace VizPipeline.Stages;

/// <summary>The three pictures there are of a series; on the command line and in keys, its interval.</summary>
public enum WindowKind
{
    /// <summary>One local day, midnight to midnight.</summary>
    Daily,

    /// <summary>The instants that share a local date, hour and UTC offset.</summary>
    Hourly,

    /// <summary>From the anchor, a local midnight, to the end of one hourly window.</summary>
    Cumulative,
}
