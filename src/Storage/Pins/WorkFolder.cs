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
        var number = Interlocked.Increment(ref _count);
        var part = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{number}{Ending}"));
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

    /// <summary>Removes what was never named; returns how many files.</summary>
    public int Sweep() => Directory.Exists(path) ? Directory.GetFiles(path, "*" + Ending).Count(FileFaults.TryDelete) : 0;
}
