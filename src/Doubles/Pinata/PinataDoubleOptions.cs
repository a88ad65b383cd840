using System.Collections.Immutable;

namespace VizPipeline.Doubles;

/// <summary>How a <see cref="PinataDouble"/> is set up.</summary>
public sealed record PinataDoubleOptions : DoubleOptions
{
    /// <summary>The only token that is let in.</summary>
    public string Token { get; init; } = "rehearsal-pinata";

    /// <summary>Requests in any 60 seconds, of all kinds together; null is no limit.</summary>
    public int? RequestsPerMinute { get; init; } = 60;

    /// <summary>The groups that exist; null is every group.</summary>
    public ImmutableHashSet<string>? Groups { get; init; }

    /// <summary>Whether the same content uploaded again gets a row of its own; otherwise it is answered with the first.</summary>
    public bool RepeatsMakeRows { get; init; } = true;

    /// <summary>Whether errors come in the older style: reason and details.</summary>
    public bool HasOlderErrors { get; init; }
}
