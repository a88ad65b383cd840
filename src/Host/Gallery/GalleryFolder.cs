using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The folder of the page. A file is replaced whole, and only when its content changes.</summary>
/// <param name="path">The folder; made when first needed.</param>
/// <param name="workFolder">Where files are while being written: swept by whoever next owns the home.</param>
internal sealed class GalleryFolder(string path, string workFolder)
{
    private readonly WorkFolder _work = new(workFolder);

    /// <returns>Whether the file was written.</returns>
    /// <exception cref="HomeUnavailableException">It cannot be written.</exception>
    public bool Write(string name, ReadOnlyMemory<byte> content)
    {
        var file = Path.Combine(path, name);
        return FileFaults.Explained(file, () =>
        {
            if (Has(file, content.Span)) return false;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            Directory.CreateDirectory(workFolder);
            _work.Write(file, content.Span);
            return true;
        });
    }

    /// <summary>The first line of a file; null when there is none to read.</summary>
    public async ValueTask<string?> FirstLineAsync(string name, CancellationToken cancel)
    {
        try
        {
            using var reader = File.OpenText(Path.Combine(path, name));
            return await reader.ReadLineAsync(cancel);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Has(string file, ReadOnlySpan<byte> content)
    {
        if (new FileInfo(file) is not { Exists: true } found || found.Length != content.Length) return false;
        using var kept = File.OpenHandle(file);
        Span<byte> part = stackalloc byte[4096];
        for (var at = 0; at < content.Length;)
        {
            var read = RandomAccess.Read(kept, part, at);
            if (read == 0 || !content[at..].StartsWith(part[..read])) return false;
            at += read;
        }

        return true;
    }
}
