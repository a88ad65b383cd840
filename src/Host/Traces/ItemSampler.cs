using System.Diagnostics;
using OpenTelemetry.Trace;

namespace VizPipeline.Host;

/// <summary>
/// Which spans are kept. A request is, for there are few; of the days that it asks for, each is drawn by lot, and so is each picture that was pinned in an earlier
/// run. What lies below a day or picture is kept exactly where that is, and what lies below nothing is not.
/// </summary>
/// <param name="share">Of days and pictures, 0 to 1.</param>
/// <param name="chance">From 0 to below 1, from any thread.</param>
internal sealed class ItemSampler(double share, Func<double> chance) : Sampler
{
    /// <summary>The engine calls a source item's span what the item is.</summary>
    public const string OfRequest = "request", OfPinned = "pinned";

    /// <summary>The first stage that has a day, and not all of the request, in its hands.</summary>
    public const string OfDay = "window";

    private static readonly SamplingResult Kept = new(SamplingDecision.RecordAndSample), Left = new(SamplingDecision.Drop);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var (name, above) = (samplingParameters.Name, samplingParameters.ParentContext);
        var isRoot = above.TraceId == default;
        var isKept = isRoot ? name == OfRequest || (name == OfPinned && IsDrawn()) : above.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) && (name != OfDay || IsDrawn());
        return isKept ? Kept : Left;
    }

    private bool IsDrawn() => chance() < share;
}
