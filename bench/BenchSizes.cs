namespace VizPipeline.Bench;

/// <summary>How much is measured; null leaves it to the bench.</summary>
/// <param name="IsQuick">Tiny sizes, which measure nothing.</param>
/// <param name="Days">Days of readings.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="Case">Only the cases of these names, with commas between.</param>
internal sealed record BenchSizes(bool IsQuick, int? Days = null, int? Rounds = null, string? Case = null)
{
    public Rounds RoundsOf(int warmUps, int rounds, int takes = 1) => IsQuick ? new(warmUps: 0, rounds: 1) : new(warmUps, Rounds ?? rounds) { Takes = takes };

    public int DaysOf(int full) => IsQuick ? 1 : Days ?? full;

    public bool Wants(string name) => Case is null || Case.Split(',').Contains(name);
}
