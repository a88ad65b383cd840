using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>How the service stands.</summary>
/// <param name="Started">When it took the home.</param>
/// <param name="Heartbeat">When its loop last came round.</param>
/// <param name="Working">On what; null while it waits.</param>
/// <param name="NextDue">When something is due.</param>
/// <param name="CaughtUp">Whether nothing of the past is left.</param>
/// <param name="Backlog">Windows yet to be looked at; null while they are not counted.</param>
/// <param name="Published">Since it started.</param>
/// <param name="PerMinute">In the last minute.</param>
/// <param name="Dependencies">What it relies on.</param>
internal sealed record ServiceView(
    string Started, string Heartbeat, string? Working, string? NextDue, bool CaughtUp, long? Backlog, long Published, long PerMinute, ImmutableArray<Dependency> Dependencies)
{
    public static ServiceView Of(ServiceState state) => new(
        $"{state.Started}", $"{state.Heartbeat}", state.Working, state.NextDue?.ToString(), state.CaughtUp, state.Backlog, state.Published, state.PerMinute,
        [.. state.Dependencies.Select(Dependency.Of)]);
}
