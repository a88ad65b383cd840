using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Something that happened in the service, for whoever watches it.</summary>
internal abstract record ServiceEvent(Instant At);

/// <summary>A picture is published and named.</summary>
internal sealed record PictureShown(Instant At, LedgerEntry Entry) : ServiceEvent(At);

/// <summary>A window could not be finished.</summary>
/// <param name="At">When.</param>
/// <param name="Entry">The window as it was before.</param>
/// <param name="Why">In one line, without secrets.</param>
internal sealed record PictureFailed(Instant At, LedgerEntry Entry, string Why) : ServiceEvent(At);

/// <summary>A backfill began, went on, or ended.</summary>
internal sealed record BackfillMoved(Instant At, BackfillProgress Progress) : ServiceEvent(At);

/// <summary>Throughput, backlog, or a dependency changed.</summary>
internal sealed record StateMoved(Instant At, ServiceState State) : ServiceEvent(At);

/// <summary>The listener was too slow: some events before this one were lost, so that it has to look again.</summary>
internal sealed record EventsMissed(Instant At) : ServiceEvent(At);
