using NodaTime;

namespace VizPipeline.Host;

/// <summary>A piece of what the service does, in one go.</summary>
internal abstract class Work
{
    /// <summary>What it is, in a few words.</summary>
    public abstract string Name { get; }

    /// <summary>It is left alone until then, however its turn comes; null for no longer.</summary>
    public Instant? NotBefore { get; protected set; }

    /// <summary>Whether it is left alone now.</summary>
    public virtual bool IsLeftAlone(Instant now) => NotBefore > now;

    /// <summary>Does it, or as much of it as a stop leaves time for. What goes wrong is told, and is no exception.</summary>
    public abstract Task RunAsync(StopSignals stop);
}
