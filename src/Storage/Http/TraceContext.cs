using System.Diagnostics;

namespace VizPipeline.Storage;

/// <summary>What requests say about the trace that they belong to.</summary>
internal static class TraceContext
{
    /// <param name="isSent">As a traceparent header of the W3C; otherwise nothing goes out.</param>
    public static DistributedContextPropagator Of(bool isSent) => isSent ? DistributedContextPropagator.CreateW3CPropagator() : DistributedContextPropagator.CreateNoOutputPropagator();
}
