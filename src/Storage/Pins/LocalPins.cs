using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

/// <summary>Pictures as files of the home folder: a pin's id is its path below <c>folder</c>, its name the last part of that path.</summary>
/// <remarks>The same path with other bytes replaces the file. A name never shows anything but a whole picture.</remarks>
/// <param name="folder">Where the pictures are; made when first needed.</param>
/// <param name="workFolder">Where they are while being written; on the same file system, so that the rename is atomic.</param>
public sealed class LocalPins(string folder, string workFolder) : IPinStore
{
    private readonly WorkFolder _work = new(workFolder);
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    public PinTraits Traits { get; } = new("local", IsOutside: false, MaxBytes: long.MaxValue);

    /// <summary>Removes what killed processes left in the work folder; returns how many files. Only the holder of the home folder may.</summary>
    /// <exception cref="HomeUnavailableException">The work folder cannot be read.</exception>
    public int Sweep() => FileFaults.Explained(workFolder, _work.Sweep);

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = LocalPath.Of(folder, request.Path);
        return ValueTask.FromResult(FileFaults.Explained(target, () =>
        {
            if (!Holds(target, request.Content.Span)) Write(target, request.Content.Span);
            return new Pin(request.Path, request.Cid, Path.GetFileName(target), request.Content.Length);
        }));
    }

    /// <summary>A picture to read, by its pin's id; null where it is not kept.</summary>
    /// <exception cref="HomeUnavailableException">It is there and cannot be read.</exception>
    public Stream? Open(string id)
    {
        var target = LocalPath.Of(folder, id);
        return FileFaults.Explained(target, () => File.Exists(target) ? File.OpenRead(target) : null);
    }

    public async ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Pin>();
        await foreach (var pin in ListAsync(cancel))
        {
            if (pin.Cid == cid) found.Add(pin);
        }

        return found.DrainToImmutable();
    }

    public ValueTask UnpinAsync(string id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = LocalPath.Of(folder, id);
        FileFaults.Explained(target, () =>
        {
            if (File.Exists(target)) File.Delete(target);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<Pin> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var files = FileFaults.Explained(folder, () => Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).GetEnumerator()
            : Enumerable.Empty<string>().GetEnumerator());
        while (FileFaults.Explained(folder, files.MoveNext))
        {
            var found = await ReadAsync(files.Current, cancel);
            if (found is not null) yield return found;
        }
    }

    /// <summary>Null when the file was removed meanwhile.</summary>
    private async ValueTask<Pin?> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var cid = await Cids.OfAsync(file, cancel);
            return new Pin(LocalPath.Below(folder, path), cid, Path.GetFileName(path), file.Length);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException cause)
        {
            throw FileFaults.ToHomeUnavailable(cause, path);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw FileFaults.ToHomeUnavailable(cause, path);
        }
    }

    private void Write(string target, ReadOnlySpan<byte> content)
    {
        var written = false;
        try
        {
            MakeOnce(Path.GetDirectoryName(target)!);
            MakeOnce(workFolder);
            _work.Write(target, content);
            written = true;
        }
        finally
        {
            // Perhaps somebody removed a folder: look again the next time.
            if (!written) _made.Clear();
        }
    }

    private void MakeOnce(string directory)
    {
        if (_made.ContainsKey(directory)) return;
        Directory.CreateDirectory(directory);
        _made.TryAdd(directory, true);
    }

    private static bool Holds(string path, ReadOnlySpan<byte> content)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != content.Length) return false;
        return content.SequenceEqual(File.ReadAllBytes(path));
    }
}
