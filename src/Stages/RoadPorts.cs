using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Everything at the side of the road.</summary>
public sealed record RoadPorts
{
    public required IReadings Readings { get; init; }

    public required IPainter Painter { get; init; }

    public required IPinStore Pins { get; init; }

    public required INameIndex Names { get; init; }

    public required ILedger Ledger { get; init; }

    public required WindowNames WindowNames { get; init; }

    public required LocalCalendar Calendar { get; init; }

    public IClock Clock { get; init; } = SystemClock.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How the road is run, whatever it carries.</summary>
public sealed record RoadOptions
{
    public required RoadLimits Limits { get; init; }

    /// <summary>Pixels a logical pixel, across and down.</summary>
    public int Scale { get; init; } = 4;

    /// <summary>Bytes of day strips that cumulative windows hold in memory; the rest lies in <see cref="WorkFolder"/>.</summary>
    public long StripCacheBytes { get; init; } = 256L << 20;

    /// <summary>A folder of the home for files that end with the run.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Whether cumulative pictures that a newer one replaced are unpinned.</summary>
    public bool RemoveReplaced { get; init; }

    /// <summary>Faults that a run carries on past.</summary>
    public int MaxFailures { get; init; } = int.MaxValue;
}
