using NodaTime;

namespace VizPipeline.Host;

/// <summary>How a service waits for the next thing that is due.</summary>
internal interface INap
{
    /// <summary>Returns at some instant, or a little later, or as soon as something else wakes it; it may return too early.</summary>
    /// <param name="until">Null for nothing but the waking.</param>
    /// <param name="waking">Completes when there is something else to do.</param>
    /// <param name="cancel">Ends it; that is no error.</param>
    Task UntilAsync(Instant? until, Task waking, CancellationToken cancel);
}
