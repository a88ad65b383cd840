namespace VizPipeline.Stages;

/// <summary>What the calendar asks for at some instant.</summary>
[Flags]
public enum Due
{
    None = 0,

    /// <summary>Hours and days that have ended.</summary>
    Ended = 1,

    /// <summary>The cumulative pictures of the hour that has ended.</summary>
    Snapshot = 2,

    /// <summary>Today's daily picture, which is not over yet.</summary>
    Live = 4,
}
