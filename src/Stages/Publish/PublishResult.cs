using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What became of one picture.</summary>
/// <param name="Picture">Which.</param>
public sealed record PublishResult(LoosePicture Picture)
{
    /// <summary>What its store says it is; null where it is not pinned.</summary>
    public Cid? Cid { get; init; }

    /// <summary>The store's own name for the pin; null where it is not pinned.</summary>
    public string? PinId { get; init; }

    /// <summary>How long it is; 0 where it could not be read.</summary>
    public long Bytes { get; init; }

    /// <summary>The key that names it now; null where none was asked for or it could not be written.</summary>
    public string? Key { get; init; }

    public bool IsLocalFileDeleted { get; init; }

    /// <summary>Why it is not pinned: <see cref="StoreUnavailableException"/>, <see cref="ContentRefusedException"/>, another <see cref="IOException"/> where the file cannot be read, or <see cref="RejectedException"/> where it is too large.</summary>
    public Exception? PinningError { get; init; }

    /// <summary>Why the key could not be written; the picture is pinned all the same.</summary>
    public Exception? NamingError { get; init; }

    /// <summary>Why the file is still there; it is published all the same.</summary>
    public Exception? DeletionError { get; init; }

    /// <summary>Whether everything that was asked for is done.</summary>
    public bool IsWhole => PinningError is null && NamingError is null && DeletionError is null;
}
