namespace VizPipeline.Storage;

/// <summary>What giving a file its name asks of a file system. What was not flushed may or may not be there after a power cut.</summary>
/// <remarks>Failures are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</remarks>
internal interface IDisk
{
    /// <summary>Whether <see cref="FlushAll"/> is to be had.</summary>
    bool CanFlushAll { get; }

    /// <summary>Whether a file of this name has this content.</summary>
    bool Holds(string path, ReadOnlySpan<byte> content);

    /// <summary>Makes a folder and those it lies in, where they are missing.</summary>
    void MakeFolder(string path);

    /// <summary>Makes a new file; with <paramref name="flush"/> its content is on the disk when this returns.</summary>
    void Write(string path, ReadOnlySpan<byte> content, bool flush);

    /// <summary>Gives a file another name, of the same file system, in one step; what had that name is gone.</summary>
    void Rename(string from, string to);

    void FlushFile(string path);

    /// <summary>Flushes the names in a folder.</summary>
    void FlushFolder(string path);

    /// <summary>Flushes everything written before the call, contents and names.</summary>
    void FlushAll();
}
