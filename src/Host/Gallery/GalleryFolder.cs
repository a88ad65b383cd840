using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The folder of the page. A file is replaced whole, and only when its content changes.</summary>
internal sealed class GalleryFolder(string path)
{
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="HomeUnavailableException">It cannot be written.</exception>
    public async ValueTask<bool> WriteAsync(string name, byte[] content, CancellationToken cancel)
    {
        var file = Path.Combine(path, name);
        try
        {
            if (await HasAsync(file, content, cancel)) return false;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var unfinished = $"{file}.tmp";
            await File.WriteAllBytesAsync(unfinished, content, cancel);
            File.Move(unfinished, file, overwrite: true);
            return true;
        }
        catch (IOException cause)
        {
            throw Unwritable(file, cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw Unwritable(file, cause);
        }
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

    private static HomeUnavailableException Unwritable(string file, Exception cause) =>
        new($"{file}: the gallery cannot be written: {cause.Message}", cause);

    private static async ValueTask<bool> HasAsync(string file, byte[] content, CancellationToken cancel)
    {
        if (new FileInfo(file) is not { Exists: true } found || found.Length != content.Length) return false;
        var kept = await File.ReadAllBytesAsync(file, cancel);
        return content.AsSpan().SequenceEqual(kept);
    }
}
