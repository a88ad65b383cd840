using System.Diagnostics;

namespace VizPipeline;

/// <summary>The spans of the engine: one a source item, from its reading to its receipt, and below it one a stage and item, under the span of the stage that made the item.</summary>
/// <remarks>While nobody listens there are none, and nothing is allocated. An item whose span nobody wanted has no descendant with one.</remarks>
public static class ItemSpans
{
    /// <summary>What listeners call all of this.</summary>
    public const string SourceName = "VizPipeline";

    internal const string Stage = "vizpipeline.stage", Item = "vizpipeline.item", Verdict = "vizpipeline.verdict", ErrorType = "error.type";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The span of a source item, called what the item is; not current when this returns.</summary>
    internal static Activity? Begin<T>(T item)
    {
        if (!Source.HasListeners()) return null;

        Activity.Current = null;
        var span = Wanted(Source.StartActivity(typeof(T).Name.ToLowerInvariant()));
        span?.SetTag(Item, $"{item}");
        Activity.Current = null;
        return span;
    }

    /// <summary>The span of an item at a stage, current from now on; where it has none, no other is current either.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="item">What.</param>
    /// <param name="made">The span under which the item was made.</param>
    internal static Activity? Enter<T>(StageInfo stage, T item, Activity? made)
    {
        if (!Source.HasListeners()) return null;

        // A worker wakes in the context of whoever filled its inbox, which may be another item's.
        Activity.Current = null;
        return made is null ? null : Wanted(Source.StartActivity(stage.Name, ActivityKind.Internal, made.Context))?.SetTag(Stage, stage.Name).SetTag(Item, $"{item}");
    }

    /// <summary>What made the item fail.</summary>
    internal static void Fail(Activity? span, Fault fault)
    {
        if (fault.Kind == FaultKind.Cancelled) return;

        span?.SetTag(ErrorType, Word(fault.Kind)).SetStatus(ActivityStatusCode.Error, fault.Cause.Message.ReplaceLineEndings(" "));
    }

    internal static void End(Activity? span, Verdict verdict)
    {
        span?.SetTag(Verdict, Word(verdict));
        span?.Dispose();
    }

    private static Activity? Wanted(Activity? span)
    {
        if (span is not { IsAllDataRequested: false }) return span;

        span.Dispose();
        return null;
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
