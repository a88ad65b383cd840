using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The folder of the page. A file is replaced whole, and only when its content changes.</summary>
/// <param name="path">The folder; made when first needed.</param>
/// <param name="workFolder">Where files are while being written: swept by whoever next owns the home.</param>
internal sealed class GalleryFolder(string path, string workFolder)
{
    private readonly WorkFolder _work = new(workFolder);

    /// <exception cref="HomeUnavailableException">It cannot be written.</exception>
    public Task WriteAsync(string name, byte[] content) => WriteAsync(name, file => file.WriteAsync(content, CancellationToken.None).AsTask());

    /// <exception cref="HomeUnavailableException">It cannot be written.</exception>
    public async Task WriteAsync(string name, Func<Stream, Task> write)
    {
        var file = Path.Combine(path, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            Directory.CreateDirectory(workFolder);
            await _work.WriteAsync(file, write);
        }
        catch (IOException cause) when (cause is not StoreUnavailableException)
        {
            throw FileFaults.ToHomeUnavailable(cause, file);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw FileFaults.ToHomeUnavailable(cause, file);
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
}
