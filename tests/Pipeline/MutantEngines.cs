namespace VizPipeline.Tests;

/// <summary>Engines that are wrong in one way each; a law that lets one pass is no law.</summary>
internal static class MutantEngines
{
    /// <summary>Acknowledges when the first branch of an item closes, and not at all where there is no branch.</summary>
    public static async Task<EngineTrace> FirstBranchAcknowledges(EngineCase c)
    {
        var trace = await RealEngine.RunAsync(c);
        return trace with { Acknowledged = [.. trace.Acknowledged.Where(_ => c.Fan > 0)] };
    }

    /// <summary>Forgets that a branch was made, so that each branch acknowledges.</summary>
    public static async Task<EngineTrace> EveryBranchAcknowledges(EngineCase c)
    {
        var trace = await RealEngine.RunAsync(c);
        return trace with { Acknowledged = [.. trace.Acknowledged.SelectMany(a => Enumerable.Repeat(a, Math.Max(c.Fan, 1)))] };
    }

    /// <summary>The last branch decides instead of the worst.</summary>
    public static async Task<EngineTrace> LastBranchDecides(EngineCase c)
    {
        var trace = await RealEngine.RunAsync(c);
        return trace with { Acknowledged = [.. trace.Acknowledged.Select(a => (a.Item, Verdict.Done))] };
    }

    /// <summary>Drops what it has no room for instead of waiting.</summary>
    public static async Task<EngineTrace> DropsWhenFull(EngineCase c)
    {
        var trace = await RealEngine.RunAsync(c);
        return trace with { Arrived = [.. trace.Arrived.Take(c.Inbox + c.Workers)] };
    }

    /// <summary>Disposes an item where it is made and again where it ends.</summary>
    public static async Task<EngineTrace> DisposesTwice(EngineCase c)
    {
        var trace = await RealEngine.RunAsync(c);
        return trace with { Disposed = [.. trace.Disposed.Select(count => count * 2)] };
    }
}
