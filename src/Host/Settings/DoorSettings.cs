using System.Collections.Immutable;
using System.Net;

namespace VizPipeline.Host;

/// <summary>How the door to a home is opened, and for whom.</summary>
internal sealed record DoorSettings
{
    /// <summary>Where it listens; null where none was given.</summary>
    public IPEndPoint? At { get; init; }

    /// <summary>Whoever shows one may write, and read.</summary>
    public ApiKeys Keys { get; init; } = ApiKeys.None;

    /// <summary>Whether reading needs no key elsewhere than on loopback, too.</summary>
    public bool OpenReads { get; init; }

    /// <summary>Origins whose pages may use it, as browsers write them: <c>https://example.org</c>.</summary>
    public ImmutableArray<string> Origins { get; init; } = [];

    /// <summary>Names that it answers to, besides localhost, addresses, and the hosts of <see cref="Origins"/>.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Requests a minute that one client may make.</summary>
    public int RequestsPerMinute { get; init; } = int.MaxValue;

    /// <summary>Of those, how many may change something.</summary>
    public int WritesPerMinute { get; init; } = int.MaxValue;
}
