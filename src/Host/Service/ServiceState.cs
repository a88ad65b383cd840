using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>How a running service stands.</summary>
/// <param name="Started">When it took the home folder.</param>
/// <param name="Heartbeat">When its loop last came round.</param>
/// <param name="Working">What it works on, in a few words; null while it waits.</param>
/// <param name="NextDue">When something is due by the calendar; null where nothing is.</param>
/// <param name="CaughtUp">Whether nothing of the past is left to be drawn, as far as it has looked.</param>
/// <param name="Backlog">Windows that catching up and backfills have yet to look at; null as long as they are not counted.</param>
/// <param name="Published">Pictures published since it started.</param>
/// <param name="PerMinute">Pictures published in the last minute.</param>
/// <param name="Dependencies">What it relies on, each with its state.</param>
internal sealed record ServiceState(
    Instant Started, Instant Heartbeat, string? Working, Instant? NextDue, bool CaughtUp, long? Backlog, long Published, long PerMinute, ImmutableArray<DependencyState> Dependencies);

/// <summary>One thing that the service relies on.</summary>
/// <param name="Name">readings, home, pinata, cloudflare, sync, road: a closed set.</param>
/// <param name="IsUp">Whether it answered when it was last asked.</param>
/// <param name="Why">What was wrong, without secrets; null while it is up.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="NextTry">When it is asked again; null while it is up, and where whoever needs it next asks.</param>
internal sealed record DependencyState(string Name, bool IsUp, string? Why, Instant Since, Instant? NextTry);
