namespace VizPipeline.Stages;

/// <summary>How the road is run, whatever it carries.</summary>
public sealed record RoadOptions
{
    public required RoadLimits Limits { get; init; }

    /// <summary>Pixels a logical pixel, across and down.</summary>
    public int Scale { get; init; } = 4;

    /// <summary>Bytes of day strips that cumulative windows hold in memory; the rest lies in <see cref="WorkFile"/>.</summary>
    public long StripCacheBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of drawn rows that the painter keeps for the next cumulative picture.</summary>
    public long PictureCacheBytes { get; init; } = 64L << 20;

    /// <summary>Where day strips beyond the cache are kept; made when needed, gone when the run is.</summary>
    public required string WorkFile { get; init; }

    /// <summary>Whether windows that are pinned and not named yet are named; not in a home whose pins lie outside while the road ends at home.</summary>
    public bool NamesPinned { get; init; } = true;

    /// <summary>Whether cumulative pictures that a newer one replaced are unpinned.</summary>
    public bool RemoveReplaced { get; init; }

    /// <summary>Faults that a run carries on past.</summary>
    public int MaxFailures { get; init; } = int.MaxValue;
}
