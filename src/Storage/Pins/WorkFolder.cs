using System.Globalization;

namespace VizPipeline.Storage;

/// <summary>Where files are written before they get their names, so that under its name a file is always whole.</summary>
public sealed class WorkFolder(string path)
{
    private const string Ending = ".part";
    private static long _count;

    /// <summary>
    /// Gives <paramref name="target"/> this content in one step. The bytes are on disk before the rename; the rename itself becomes durable with the
    /// file system's next journal commit, which on ext4 and xfs any later flush of the ledger forces (docs/adr/0003-ledger.md).
    /// </summary>
    public void Write(string target, ReadOnlySpan<byte> content)
    {
        var part = NewPart();
        var named = false;
        try
        {
            using (var file = File.OpenHandle(part, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, content, fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(part, target, overwrite: true);
            named = true;
        }
        finally
        {
            if (!named) FileFaults.TryDelete(part);
        }
    }

    /// <summary>The same for content that is written bit by bit; a target that holds this content already is not touched.</summary>
    /// <returns>Whether the target is new or changed.</returns>
    public async Task<bool> WriteAsync(string target, Func<Stream, Task> write)
    {
        var part = NewPart();
        var named = false;
        try
        {
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.ReadWrite))
            {
                await write(file);
                await file.FlushAsync();
                if (Holds(target, file)) return false;
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(part, target, overwrite: true);
            return named = true;
        }
        finally
        {
            if (!named) FileFaults.TryDelete(part);
        }
    }

    /// <summary>Removes what was never named; returns how many files.</summary>
    public int Sweep() => Directory.Exists(path) ? Directory.GetFiles(path, "*" + Ending).Count(FileFaults.TryDelete) : 0;

    private string NewPart() =>
        Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _count)}{Ending}"));

    private static bool Holds(string target, FileStream content)
    {
        if (new FileInfo(target) is not { Exists: true } found || found.Length != content.Length) return false;
        using var kept = File.OpenRead(target);
        content.Position = 0;
        Span<byte> one = stackalloc byte[4096];
        Span<byte> other = stackalloc byte[4096];
        while (content.ReadAtLeast(one, one.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            kept.ReadExactly(other[..read]);
            if (!one[..read].SequenceEqual(other[..read])) return false;
        }

        return true;
    }
}
