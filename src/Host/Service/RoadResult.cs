namespace VizPipeline.Host;

/// <summary>How a run of the road within the service went, apart from windows that failed for their own sake.</summary>
internal enum RoadResult
{
    /// <summary>Everything it relied on was there, and it came to its end.</summary>
    Well,

    /// <summary>It was told to stop before its end.</summary>
    Stopped,

    /// <summary>Something that it relied on was not there.</summary>
    Down,

    /// <summary>A bug of ours ended it.</summary>
    Broken,
}
