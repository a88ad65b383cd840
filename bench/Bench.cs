using System.Collections.Immutable;

namespace VizPipeline.Bench;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">What it is called on the command line, in the rows, and as a file of <c>results</c>.</param>
/// <param name="Method">How it measures, for the reader of the table.</param>
/// <param name="RunAsync">Measures what is asked for.</param>
internal sealed record Bench(string Name, string Method, Func<BenchSizes, Task<ImmutableArray<BenchRow>>> RunAsync)
{
    /// <summary>For one whose sizes cannot be chosen: with <see langword="true"/> it only shows that it would measure, with tiny ones.</summary>
    public Bench(string name, string method, Func<bool, Task<ImmutableArray<BenchRow>>> runAsync) : this(name, method, sizes => runAsync(sizes.IsQuick)) { }

    public static ImmutableArray<Bench> All { get; } = [PicturesBench.Bench, SmallBench.Bench, ReadingsBench.Bench, SyncBench.Bench, RoadBench.Bench, RenderWorkers.Bench, MeteredRoad.Bench, EngineBench.Bench, PublishBench.Bench, DoorBench.Bench];

    /// <summary>What its figures have to reach.</summary>
    public ImmutableArray<HeldTo> Held { get; init; } = [];
}
