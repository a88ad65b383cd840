namespace VizPipeline.Host;

/// <summary>One thing that the program relies on.</summary>
/// <param name="Name">home, readings, pinata, cloudflare, sync</param>
/// <param name="IsUp">Whether it answered when it was last asked.</param>
/// <param name="Why">What was wrong; null while it is up, and for those who may not read.</param>
/// <param name="Since">Since when it is so, where that is known.</param>
/// <param name="NextTry">When it is asked again; null for when it is needed.</param>
internal sealed record Dependency(string Name, bool IsUp, string? Why, string? Since, string? NextTry)
{
    public static Dependency Of(DependencyState state) => new(state.Name, state.IsUp, state.Why, $"{state.Since}", state.NextTry?.ToString());
}
