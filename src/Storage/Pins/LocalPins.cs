using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace VizPipeline.Storage;

/// <summary>Pictures as files of the home folder: a pin's id is its path below <c>folder</c>, its name the last part of that path.</summary>
/// <remarks>The same path with other bytes replaces the file. A name never shows anything but a whole picture.</remarks>
public sealed class LocalPins : IPinStore, IDisposable
{
    private readonly WorkFolder _work;
    private readonly SystemDisk _disk;
    private readonly PictureFiles _files;
    private readonly SharedFlush _flush;
    private readonly string _folder;

    /// <param name="folder">Where the pictures are; made when first needed.</param>
    /// <param name="workFolder">Where they are while being written; on the same file system, so that the rename is atomic.</param>
    /// <param name="durability">When they reach the disk itself.</param>
    public LocalPins(string folder, string workFolder, Durability durability = Durability.Batch)
    {
        (_folder, _work, _disk) = (folder, new(workFolder), new(folder));
        _files = new(_disk, folder, _work, durability);
        _flush = new(() => FileFaults.Explained(folder, () =>
        {
            _files.Flush();
            return true;
        }));
    }

    public PinTraits Traits { get; } = new("local", IsOutside: false, MaxBytes: long.MaxValue);

    /// <summary>Removes what killed processes left in the work folder; returns how many files. Only the holder of the home folder may.</summary>
    /// <exception cref="HomeUnavailableException">The work folder cannot be read.</exception>
    public int Sweep() => FileFaults.Explained(_work.Folder, _work.Sweep);

    public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = LocalPath.Of(_folder, request.Path);
        return ValueTask.FromResult(FileFaults.Explained(target, () =>
        {
            _files.Put(target, request.Content.Span);
            return new Pin(request.Path, request.Cid, Path.GetFileName(target), request.Content.Length);
        }));
    }

    public ValueTask FlushAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return _files.IsPending ? new(_flush.FlushAsync().WaitAsync(cancel)) : ValueTask.CompletedTask;
    }

    /// <summary>A picture to read, by its pin's id; null where it is not kept.</summary>
    /// <exception cref="HomeUnavailableException">It is there and cannot be read.</exception>
    public Stream? Open(string id)
    {
        var target = LocalPath.Of(_folder, id);
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
        var target = LocalPath.Of(_folder, id);
        FileFaults.Explained(target, () =>
        {
            if (File.Exists(target)) File.Delete(target);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<Pin> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var files = FileFaults.Explained(_folder, () => Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).GetEnumerator()
            : Enumerable.Empty<string>().GetEnumerator());
        while (FileFaults.Explained(_folder, files.MoveNext))
        {
            var found = await ReadAsync(files.Current, cancel);
            if (found is not null) yield return found;
        }
    }

    public void Dispose() => _disk.Dispose();

    /// <summary>Null when the file was removed meanwhile.</summary>
    private async ValueTask<Pin?> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var cid = await Cids.OfAsync(file, cancel);
            return new Pin(LocalPath.Below(_folder, path), cid, Path.GetFileName(path), file.Length);
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
}
