using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>What a key held from when on. No value is a deletion.</summary>
internal sealed record KvVersion(Instant At, byte[]? Value, string? Metadata);

/// <summary>The versions of one key that somebody may still see, oldest first. For one thread at a time.</summary>
internal sealed class KvHistory
{
    private readonly List<KvVersion> _versions = [];

    public Instant? LastWrite => _versions.Count == 0 ? null : _versions[^1].At;

    /// <summary>What was there at a time; null where nothing was.</summary>
    public KvVersion? At(Instant time) => _versions.FindLast(version => version.At <= time) is { Value: not null } found ? found : null;

    /// <summary>Adds a version, and forgets those that nobody sees any more who looks at <paramref name="seen"/> or later.</summary>
    public void Add(KvVersion version, Instant seen)
    {
        _versions.Add(version);
        _versions.RemoveRange(0, Math.Max(0, _versions.FindLastIndex(old => old.At <= seen)));
    }
}
