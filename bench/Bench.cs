using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">What it is called on the command line, in the rows, and as a file of <c>results</c>.</param>
/// <param name="Method">How it measures, for the reader of the table.</param>
/// <param name="RunAsync">Measures; with <see langword="true"/> only shows that it would, with tiny sizes.</param>
internal sealed record Bench(string Name, string Method, Func<bool, Task<ImmutableArray<BenchRow>>> RunAsync)
{
    public static ImmutableArray<Bench> All { get; } = [PicturesBench.Bench, SmallBench.Bench, ReadingsBench.Bench, RoadBench.Bench, EngineBench.Bench];

    /// <summary>What its figures have to reach.</summary>
    public ImmutableArray<HeldTo> Held { get; init; } = [];
}
