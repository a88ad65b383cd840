namespace VizPipeline.Host;

/// <summary>One window as the page shows it. Times are local text with their offset, so that the reader's own zone moves nothing.</summary>
internal sealed record GalleryPicture
{
    /// <summary>Of the window in the index; null where it is not asked for again.</summary>
    public string? Key { get; init; }

    /// <summary>done, empty, failed, planned or missing.</summary>
    public required string State { get; init; }

    /// <summary>For instance 2025-11-02T01:00-07:00.</summary>
    public required string Start { get; init; }

    /// <summary>The first instant outside the window.</summary>
    public required string End { get; init; }

    /// <summary>Of an hourly window, which 60 of the preview's 1,440 columns are its own.</summary>
    public int? Hour { get; init; }

    /// <summary>What the wall clock shows at the start of an hourly window.</summary>
    public string? Clock { get; init; }

    /// <summary>The offset, where another hour of the same day has the same name.</summary>
    public string? Offset { get; init; }

    public long? Points { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Seconds.</summary>
    public double? Took { get; init; }

    public long? Bytes { get; init; }

    public string? Cid { get; init; }

    /// <summary>Relative to the home folder, with forward slashes.</summary>
    public string? File { get; init; }

    /// <summary>Whether the full-size file is there.</summary>
    public bool Kept { get; init; }

    /// <summary>A small PNG; in JSON, base64.</summary>
    public byte[]? Preview { get; init; }

    /// <summary>Instead of a preview: where it lies, relative to the page.</summary>
    public string? Image { get; init; }

    /// <summary>Why the window failed.</summary>
    public string? Error { get; init; }
}
