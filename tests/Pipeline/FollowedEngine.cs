using System.Collections.Concurrent;
using System.Diagnostics;

namespace VizPipeline.Tests;

/// <summary>A span as a listener got it.</summary>
internal sealed record SeenSpan(string Name, ActivityTraceId Trace, ActivitySpanId Id, ActivitySpanId Parent, string Item, string? Verdict, bool IsError)
{
    public bool IsRoot => Parent == default;
}

/// <summary>What was seen of one run of the engine: its spans, and at which stage how many items ended with which verdict.</summary>
/// <param name="Spans">In the order of their ends.</param>
/// <param name="Left">As the run's observer was told.</param>
/// <param name="Strangers">Spans that a stage found current and were not its own.</param>
internal sealed record Following(IReadOnlyList<SeenSpan> Spans, IReadOnlyDictionary<(string Stage, string Verdict), int> Left, int Strangers);

/// <summary>An engine under test, followed by a listener that takes what the sample says.</summary>
internal delegate Task<Following> Follow(EngineCase c, Func<string, bool> sample);

/// <summary>Follows the real engine: numbers that fan out, of which some fail.</summary>
internal static class FollowedEngine
{
    public static readonly string[] Stages = ["first", "fan", "last"];

    public static async Task<Following> RunAsync(EngineCase c, Func<string, bool> sample)
    {
        var (spans, left) = (new ConcurrentQueue<SeenSpan>(), new Counts());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ItemSpans.SourceName,
            Sample = (ref context) => sample(context.Name) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span => spans.Enqueue(Seen(span)),
        };
        ActivitySource.AddActivityListener(listener);
        var work = new Work(c);
        var limits = new StageLimits(c.Inbox, c.Workers);
        await Line.From(RealEngine.Numbers(c.Items, []), (_, _) => ValueTask.CompletedTask)
            .Step("first", new Pass(work, "first"), limits)
            .Split("fan", new Fan(work, c.Fan), limits)
            .Step("last", new Pass(work, "last"), limits)
            .RunAsync(new RunOptions { OnFault = FaultPolicies.Tolerate(c.Tolerate), Observer = left }, StopSignals.Never);
        return new([.. spans], left.All, work.Strangers);
    }

    private static SeenSpan Seen(Activity span) => new(
        span.OperationName, span.TraceId, span.SpanId, span.ParentSpanId, (string)span.GetTagItem("vizpipeline.item")!, (string?)span.GetTagItem("vizpipeline.verdict"),
        span.Status == ActivityStatusCode.Error);

    private sealed class Counts : IRunObserver
    {
        private readonly ConcurrentDictionary<(string Stage, string Verdict), int> _all = new();

        public IReadOnlyDictionary<(string Stage, string Verdict), int> All => _all;

        void IRunObserver.Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict) => _all.AddOrUpdate((stage.Name, $"{verdict}".ToLowerInvariant()), 1, (_, count) => count + 1);
    }

    private sealed class Work(EngineCase c)
    {
        private int _calls, _strangers;

        public int Strangers => _strangers;

        public async ValueTask DoAsync(string stage, int item)
        {
            if (Activity.Current is { } current && (current.OperationName != stage || (string?)current.GetTagItem("vizpipeline.item") != $"{item}")) Interlocked.Increment(ref _strangers);
            await Task.Yield();
            if (Interlocked.Increment(ref _calls) is var call && c.FailEvery > 0 && call % c.FailEvery == 0) throw (call % 2 == 0 ? new RejectedException("bad") : new IOException("away"));
        }
    }

    private sealed class Pass(Work work, string stage) : IStep<int, int>
    {
        public async ValueTask<int> RunAsync(int item, CancellationToken cancel)
        {
            await work.DoAsync(stage, item);
            return item;
        }
    }

    private sealed class Fan(Work work, int width) : ISplit<int, int>
    {
        public async IAsyncEnumerable<int> RunAsync(int item, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            await work.DoAsync("fan", item);
            for (var i = 0; i < width; i++) yield return item;
        }
    }
}
