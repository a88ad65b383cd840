using System.Diagnostics;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Alone, because a listener hears every run of the process.</summary>
[CollectionDefinition(nameof(SpanLaws), DisableParallelization = true)]
[Collection(nameof(SpanLaws))]
public sealed class SpanLaws
{
    private const string Root = "int32";

    private delegate Task<bool> SpanLaw(Follow engine, EngineCase c);

    [Fact]
    public void Each_item_has_one_span_a_stage_with_its_verdict() => Holds(OneSpanAStage);

    [Fact]
    public void A_span_lies_under_the_span_of_the_stage_that_made_its_item_in_a_trace_of_the_source_item() => Holds(ParentsAreRight);

    [Fact]
    public void Where_an_item_is_not_followed_nothing_made_from_it_is_and_no_other_span_is_current() => Holds(NothingBelowNothing);

    [Fact]
    public void A_lost_span_is_refuted() => Mutant.IsRefuted(EngineCase.All, c => OneSpanAStage(Losing, c));

    [Fact]
    public void A_span_under_the_source_item_instead_of_the_stage_before_is_refuted() => Mutant.IsRefuted(EngineCase.All, c => ParentsAreRight(Flattening, c));

    [Fact]
    public void Another_items_span_that_stays_current_is_refuted() => Mutant.IsRefuted(EngineCase.All, c => NothingBelowNothing(Leaking, c));

    [Fact]
    public async Task Without_a_listener_nothing_is_allocated_and_no_span_is_current()
    {
        var stage = new StageInfo("stage", 0, StageLimits.OneAtATime);
        await Task.Yield();
        Assert.Null(ItemSpans.Begin(1));
        Assert.Null(ItemSpans.Enter(stage, 1, made: null));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ItemSpans.End(ItemSpans.Begin(i), Verdict.Done);
            ItemSpans.End(ItemSpans.Enter(stage, i, made: null), Verdict.Done);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Null(Activity.Current);
    }

    private static void Holds(SpanLaw law) => Law.Holds(EngineCase.All, c => law(FollowedEngine.RunAsync, c));

    private static async Task<bool> OneSpanAStage(Follow engine, EngineCase c)
    {
        var seen = await engine(c, _ => true);
        var counted = seen.Spans.Where(span => span.Name != Root).CountBy(span => (span.Name, span.Verdict!)).ToDictionary();
        return counted.Count == seen.Left.Count && seen.Left.All(pair => counted.GetValueOrDefault(pair.Key) == pair.Value)
            && seen.Spans.All(span => span.Name == Root || span.IsError == span.Verdict is "rejected" or "failed") && seen.Strangers == 0;
    }

    private static async Task<bool> ParentsAreRight(Follow engine, EngineCase c)
    {
        var seen = await engine(c, _ => true);
        var byId = seen.Spans.ToDictionary(span => span.Id);
        var roots = seen.Spans.Where(span => span.Name == Root).ToList();
        return roots.TrueForAll(root => root.IsRoot) && roots.DistinctBy(root => root.Trace).Count() == roots.Count
            && seen.Spans.Where(span => span.Name != Root).All(span => byId.TryGetValue(span.Parent, out var above)
                && above.Trace == span.Trace && above.Item == span.Item && above.Name == Above(span.Name));
    }

    private static async Task<bool> NothingBelowNothing(Follow engine, EngineCase c)
    {
        var turn = 0;
        var seen = await engine(c, name => name != "fan" || Interlocked.Increment(ref turn) % 2 == 0);
        var followed = seen.Spans.Where(span => span.Name == "fan").Select(span => span.Id).ToHashSet();
        return followed.Count == turn / 2 && seen.Spans.Where(span => span.Name == "last").All(span => followed.Contains(span.Parent)) && seen.Strangers == 0;
    }

    private static string Above(string stage) => FollowedEngine.Stages.ToList().IndexOf(stage) is var at and > 0 ? FollowedEngine.Stages[at - 1] : Root;

    private static async Task<Following> Losing(EngineCase c, Func<string, bool> sample)
    {
        var seen = await FollowedEngine.RunAsync(c, sample);
        return seen with { Spans = [.. seen.Spans.Where(span => !span.IsError)] };
    }

    private static async Task<Following> Flattening(EngineCase c, Func<string, bool> sample)
    {
        var seen = await FollowedEngine.RunAsync(c, sample);
        var roots = seen.Spans.Where(span => span.IsRoot).ToDictionary(span => span.Trace, span => span.Id);
        return seen with { Spans = [.. seen.Spans.Select(span => span.IsRoot ? span : span with { Parent = roots[span.Trace] })] };
    }

    // What an engine without a care shows: the worker works on under the span of whoever woke it.
    private static async Task<Following> Leaking(EngineCase c, Func<string, bool> sample)
    {
        var seen = await FollowedEngine.RunAsync(c, sample);
        return seen with { Strangers = seen.Strangers + seen.Spans.Count(span => span.Name == "last") };
    }
}
