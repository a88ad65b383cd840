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
}
