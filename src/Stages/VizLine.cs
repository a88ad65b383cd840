namespace VizPipeline.Stages;

/// <summary>The six verbs. Each is offered only where the item at hand allows it, so the order cannot be wrong.</summary>
internal static class VizLine
{
    public static Line<DayOfReadings> Query(this Line<Request> line, QuerySplit from, StageLimits limits) => line.Split("query", from, limits);

    public static Line<Frame> Window(this Line<DayOfReadings> line, WindowSplit by, StageLimits limits) => line.Split("window", by, limits);

    public static Line<Picture> Render(this Line<Frame> line, RenderSplit with, StageLimits limits) => line.Split("render", with, limits);

    public static Line<Pinned> Pin(this Line<Picture> line, PinStep to, StageLimits limits) => line.Step("pin", to, limits);

    public static Line<Committed> Commit(this Line<Pinned> line, CommitStep to, StageLimits limits) => line.Step("commit", to, limits);

    public static Line<Published> Cleanup(this Line<Committed> line, CleanupStep of, StageLimits limits) => line.Step("cleanup", of, limits);
}
