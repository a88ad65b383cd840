namespace VizPipeline.Stages;

/// <summary>How much each stage holds and does unless told otherwise, by the number of processor cores.</summary>
public static class StageDefaults
{
    public static StageLimits Query(int cores) => new(Inbox: 1, Workers: 1);

    public static StageLimits Window(int cores) => new(Inbox: 4, Workers: 1);

    public static StageLimits Render(int cores) => new(Inbox: 4 * cores, Workers: cores);

    // Room for a day's hours: who draws them need not wait for each.
    public static StageLimits Pin(int cores) => new(Inbox: 24, Workers: Math.Max(8, 4 * cores));

    // A worker that waits for its group's disk flush costs no thread: as many as a group may hold.
    public static StageLimits Commit(int cores) => new(Inbox: 64, Workers: 256);

    // It waits for the pictures' flush as well, and the system's takes longer: at thousands a second, so many are on their way.
    public static StageLimits Cleanup(int cores) => new(Inbox: 64, Workers: 1024);

    /// <summary>All six.</summary>
    public static RoadLimits Road(int cores) => new()
    {
        Query = Query(cores),
        Window = Window(cores),
        Render = Render(cores),
        Pin = Pin(cores),
        Commit = Commit(cores),
        Cleanup = Cleanup(cores),
    };
}
