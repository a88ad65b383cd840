namespace VizPipeline.Stages;

/// <summary>How much each stage of the road may hold and do at once.</summary>
public sealed record RoadLimits
{
    public required StageLimits Query { get; init; }

    public required StageLimits Window { get; init; }

    public required StageLimits Render { get; init; }

    public required StageLimits Pin { get; init; }

    public required StageLimits Commit { get; init; }

    public required StageLimits Cleanup { get; init; }

    /// <summary>Reading is one pass; drawing takes every core; pinning waits for disks or networks; commits and records wait for their group.</summary>
    public static RoadLimits For(int cores) => new()
    {
        Query = new(Inbox: 1, Workers: 1),
        Window = new(Inbox: 4, Workers: 1),
        Render = new(Inbox: 2 * cores, Workers: cores),
        Pin = new(Inbox: 8, Workers: Math.Max(8, 4 * cores)),
        Commit = new(Inbox: 64, Workers: 256),
        Cleanup = new(Inbox: 64, Workers: 256),
    };
}
