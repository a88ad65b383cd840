namespace VizPipeline.Bench;

/// <summary>How much is measured; null leaves it to the bench.</summary>
/// <param name="IsQuick">Tiny sizes, which measure nothing.</param>
/// <param name="Days">Days of readings.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="Case">Only cases whose name has this text.</param>
internal sealed record BenchSizes(bool IsQuick, int? Days = null, int? Rounds = null, string? Case = null)
{
    public bool Wants(string name) => Case is null || name.Contains(Case, StringComparison.OrdinalIgnoreCase);
}
