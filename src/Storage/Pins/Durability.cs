namespace VizPipeline.Storage;

/// <summary>When a picture reaches the disk itself. Whatever is chosen, a process that is killed loses nothing that was written; only a power cut can.</summary>
public enum Durability
{
    /// <summary>Together with all that were written before it, at <see cref="IPinStore.FlushAsync"/>: one flush of the file system for hundreds of pictures. Where the system has no such call, as <see cref="Each"/>.</summary>
    Batch,

    /// <summary>At once: its bytes before it gets its name, its folder after.</summary>
    Each,

    /// <summary>When the system likes.</summary>
    None,
}
