using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What is known of a content.</summary>
/// <param name="Cid">As computed here.</param>
/// <param name="Name">What the store calls it, or will.</param>
/// <param name="Last">The pin that the store answered with; null until it did. Its length is not kept.</param>
/// <param name="IsLeaving">Whether that pin may have been removed since.</param>
/// <param name="WasBegun">Whether it may have been sent before.</param>
public sealed record Upload(Cid Cid, string Name, Pin? Last, bool IsLeaving, bool WasBegun)
{
    /// <summary>Null where it has to be looked for, or sent.</summary>
    public Pin? Pin => IsLeaving ? null : Last;
}
