using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Doubles;

/// <summary>A file row.</summary>
/// <param name="Id">The provider's name for the row.</param>
/// <param name="Cid">Of the bytes that came in, unless the script said otherwise.</param>
/// <param name="Name">As uploaded.</param>
/// <param name="Bytes">How many came in.</param>
/// <param name="Network"><c>public</c> or <c>private</c>.</param>
/// <param name="GroupId">Null where it is in none.</param>
/// <param name="KeyValues">At most ten.</param>
/// <param name="MediaType">As uploaded.</param>
/// <param name="CreatedAt">By the double's clock.</param>
public sealed record PinataFile(
    string Id, Cid Cid, string Name, long Bytes, string Network, string? GroupId, ImmutableDictionary<string, string> KeyValues, string MediaType, Instant CreatedAt);
