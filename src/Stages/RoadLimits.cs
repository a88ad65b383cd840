namespace VizPipeline.Stages;

/// <summary>How much each stage of the road may hold and do at once.</summary>
public sealed record RoadLimits
{
    public required StageLimits Query { get; init; }

    public required StageLimits Window { get; init; }

    /// <summary>No more workers than there are processors, whatever is asked for: drawing waits for nothing but them, and more frames at once only push one another out of their caches.</summary>
    public required StageLimits Render { get; init => field = value with { Workers = Math.Min(value.Workers, Environment.ProcessorCount) }; }

    public required StageLimits Pin { get; init; }

    public required StageLimits Commit { get; init; }

    public required StageLimits Cleanup { get; init; }
}
