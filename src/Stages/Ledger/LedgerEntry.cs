using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What the ledger knows of one window: everything that a later commit or the gallery needs without drawing again.</summary>
public sealed record LedgerEntry
{
    /// <summary>Failures in this many runs make a window dead.</summary>
    public const int MostAttempts = 5;

    /// <summary>The index key of docs/pictures.md; unique.</summary>
    public required string Key { get; init; }

    public required string Sensor { get; init; }

    public required Window Window { get; init; }

    public WindowState State { get; init; }

    /// <summary>What the recorded picture was made from; null until it was drawn or found empty.</summary>
    public InputHash? Input { get; init; }

    public Cid? Cid { get; init; }

    /// <summary>The pin store's own name for the picture; null until pinned.</summary>
    public string? PinId { get; init; }

    /// <summary>Length of the PNG file.</summary>
    public long Bytes { get; init; }

    /// <summary>Readings in the window after rule 1.</summary>
    public long DataPoints { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Seconds from the first look at the window to its pin.</summary>
    public double ProcessingTime { get; init; }

    /// <summary>Runs that tried and failed since the window was last done.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed the last time, in one line without secrets.</summary>
    public string? Error { get; init; }

    public Instant UpdatedAt { get; init; }
}
