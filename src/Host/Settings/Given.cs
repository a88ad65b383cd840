using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>What one source says about one setting.</summary>
/// <param name="Name">The setting as that source calls it: variable, key or flag.</param>
/// <param name="Origin">Which source.</param>
/// <param name="Text">As written; empty for a setting that is an object in viz.json.</param>
internal sealed record Given(string Name, Origin Origin, string Text)
{
    /// <summary>The parts of a setting that is an object in viz.json.</summary>
    public ImmutableArray<JsonLeaf> Leaves { get; init; } = [];

    /// <summary>Where it stands in viz.json; 0 elsewhere.</summary>
    public int Line { get; init; }

    /// <summary>How a message points at it.</summary>
    public string Where => Origin switch
    {
        Origin.Flag => Name,
        Origin.Environment => $"{Name} in the environment",
        Origin.DotEnv => $"{Name} in .env",
        Origin.Json => $"{Name} in viz.json, line {Line}",
        _ => $"{Name} by default",
    };

    /// <summary>How <c>viz config</c> names the source.</summary>
    public string Provenance => Origin switch
    {
        Origin.Flag => $"flag {Name}",
        Origin.Environment => "environment",
        Origin.DotEnv => ".env",
        Origin.Json => "viz.json",
        _ => "default",
    };
}
