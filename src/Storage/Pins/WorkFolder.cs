using System.Globalization;

namespace VizPipeline.Storage;

/// <summary>Where files are written before they get their names, so that under its name a file is always whole.</summary>
public sealed class WorkFolder(string path)
{
    private const string Ending = ".part";
    private static long _count;

    public string Folder => path;

    /// <summary>
    /// Gives <paramref name="target"/> in one step a content that is written bit by bit; a target that holds it already is not touched. The bytes are on
    /// the disk before the file has its name.
    /// </summary>
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

    /// <summary>A name that no other file has.</summary>
    public string NewPart() =>
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
