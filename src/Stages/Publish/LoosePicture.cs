using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Something to publish that no ledger knows of: a file, or bytes.</summary>
public sealed record LoosePicture
{
    private LoosePicture(string name, string? file, ReadOnlyMemory<byte> bytes) => (Name, File, Bytes) = (Checked(name), file, bytes);

    /// <summary>What the store calls it: a name without folders.</summary>
    public string Name { get; }

    /// <summary>The file's path; null where there are only bytes.</summary>
    public string? File { get; }

    /// <summary>Its content where it is not a file; not to be changed until it is published.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The index key that shall name it; null for none.</summary>
    /// <exception cref="ArgumentException">The index takes no such key.</exception>
    public string? Key
    {
        get;
        init
        {
            if (value is not null) KvLimits.CheckKey(value);
            field = value;
        }
    }

    /// <summary>What stands under the key, given the CID; null for <c>ipfs_url</c>, <c>updated_at</c> and <c>metadata.filename</c> as the index has them for every picture.</summary>
    public Func<Cid, string>? Value { get; init; }

    /// <summary>Whether the file goes when everything that was asked for is done.</summary>
    public bool DeletesFile { get; init; }

    /// <summary>A file; read when its turn comes.</summary>
    /// <exception cref="ArgumentException">The path ends with no name.</exception>
    public static LoosePicture OfFile(string path) => new(Path.GetFileName(path), path, default);

    /// <exception cref="ArgumentException">The name is none, or has folders.</exception>
    public static LoosePicture OfBytes(string name, ReadOnlyMemory<byte> bytes) => new(name, null, bytes);

    private static string Checked(string name) => name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0')
        ? throw new ArgumentException($"\"{name}\" is not a name without folders.", nameof(name))
        : name;
}
