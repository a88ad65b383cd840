using System.Collections.Concurrent;

namespace VizPipeline.Storage;

/// <summary>Gives files their names, whole or not at all, and brings them to the disk as <see cref="Durability"/> says.</summary>
/// <param name="disk">Where to.</param>
/// <param name="root">The folder that all targets lie below.</param>
/// <param name="work">Where they are before they have their names.</param>
/// <param name="durability">What is asked for.</param>
internal sealed class PictureFiles(IDisk disk, string root, WorkFolder work, Durability durability)
{
    private readonly Durability _durability = durability == Durability.Batch && !disk.CanFlushAll ? Durability.Each : durability;
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);
    private long _put;
    private long _flushed;

    /// <summary>Whether a <see cref="Flush"/> has anything to do.</summary>
    public bool IsPending => _durability == Durability.Batch && Interlocked.Read(ref _put) != Interlocked.Read(ref _flushed);

    /// <summary>Puts content under a name. A file that has it already is left alone, and flushed as if it were new: who wrote it may not have done so.</summary>
    public void Put(string target, ReadOnlySpan<byte> content)
    {
        if (!disk.Holds(target, content)) Write(target, content);
        else if (_durability == Durability.Each) disk.FlushFile(target);
        if (_durability == Durability.Each) disk.FlushFolder(Path.GetDirectoryName(target)!);
        Interlocked.Increment(ref _put);
    }

    /// <summary>Brings to the disk what was put before the call. One at a time.</summary>
    public void Flush()
    {
        var put = Interlocked.Read(ref _put);
        if (_durability != Durability.Batch || put == Interlocked.Read(ref _flushed)) return;
        disk.FlushAll();
        Interlocked.Exchange(ref _flushed, put);
    }

    private void Write(string target, ReadOnlySpan<byte> content)
    {
        var part = work.NewPart();
        var named = false;
        try
        {
            MakeOnce(Path.GetDirectoryName(target)!);
            MakeOnce(work.Folder);
            disk.Write(part, content, flush: _durability == Durability.Each);
            disk.Rename(part, target);
            named = true;
        }
        finally
        {
            // Perhaps somebody removed a folder: look again the next time.
            if (!named) _made.Clear();
            if (!named) FileFaults.TryDelete(part);
        }
    }

    private void MakeOnce(string folder)
    {
        if (_made.ContainsKey(folder)) return;
        disk.MakeFolder(folder);
        for (var up = folder; _durability == Durability.Each && up.Length >= root.Length && Path.GetDirectoryName(up) is { Length: > 0 } above; up = above) disk.FlushFolder(above);
        _made.TryAdd(folder, true);
    }
}
