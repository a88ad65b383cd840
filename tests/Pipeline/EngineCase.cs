using FsCheck;
using FsCheck.Fluent;

namespace VizPipeline.Tests;

/// <summary>One run of an engine over numbers: how many, how far they fan out, how narrow the stages are, which calls fail and when it is aborted.</summary>
public sealed record EngineCase(int Items, int Fan, int Inbox, int Workers, int FailEvery, int Tolerate, int AbortAfter)
{
    public static Gen<EngineCase> All =>
        from items in Gen.Choose(0, 40)
        from fan in Gen.Choose(0, 9)
        from inbox in Gen.Choose(1, 4)
        from workers in Gen.Choose(1, 4)
        from failEvery in Gen.Choose(0, 7)
        from tolerate in Gen.Choose(0, 50)
        from abortAfter in Gen.Choose(-60, 60)
        select new EngineCase(items, fan, inbox, workers, failEvery, tolerate, abortAfter);

    /// <summary>No failure, no abort: everything must arrive.</summary>
    public static Gen<EngineCase> Peaceful => All.Select(c => c with { FailEvery = 0, AbortAfter = -1 });
}

/// <summary>What an engine let be seen.</summary>
/// <param name="Read">Source items taken.</param>
/// <param name="Acknowledged">Source items acknowledged, with their verdicts.</param>
/// <param name="Arrived">Items that came out at the end, by source item.</param>
/// <param name="Worst">The worst verdict that any fault gave a source item.</param>
/// <param name="Disposed">How often each disposable item was disposed.</param>
public sealed record EngineTrace(
    IReadOnlyList<int> Read,
    IReadOnlyList<(int Item, Verdict Verdict)> Acknowledged,
    IReadOnlyList<int> Arrived,
    IReadOnlyDictionary<int, Verdict> Worst,
    IReadOnlyList<int> Disposed);

/// <summary>An engine under test: the real one, or one with a mistake in it.</summary>
public delegate Task<EngineTrace> Engine(EngineCase c);
