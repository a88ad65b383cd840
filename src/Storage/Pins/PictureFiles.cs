using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

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
    private readonly ConcurrentQueue<string> _unflushed = new();
    private ExceptionDispatchInfo? _failed;
    private long _put;
    private long _flushed;

    /// <summary>Whether a <see cref="Flush"/> has anything to do.</summary>
    public bool IsPending => _durability == Durability.Batch && Interlocked.Read(ref _put) != Interlocked.Read(ref _flushed);

    /// <summary>Puts content under a name. A file that has it already is left alone, and flushed as if it were new: who wrote it may not have done so.</summary>
    public void Put(string target, ReadOnlySpan<byte> content)
    {
        _failed?.Throw();
        if (!disk.Holds(target, content)) Write(target, content);
        else if (_durability == Durability.Each) disk.FlushFile(target);
        if (_durability == Durability.Each) disk.FlushFolder(Path.GetDirectoryName(target)!);
        Interlocked.Increment(ref _put);
    }

    /// <summary>Brings to the disk what was put before the call. One at a time. Once it failed, everything does.</summary>
    /// <remarks>
    /// The system tells of a lost page once and then takes it for kept: neither another flush nor reading the file would find out. So the files written since the
    /// last flush that went well are removed, and the next run writes them again.
    /// </remarks>
    public void Flush()
    {
        _failed?.Throw();
        var (put, files) = (Interlocked.Read(ref _put), _unflushed.Count);
        if (_durability != Durability.Batch || put == Interlocked.Read(ref _flushed)) return;
        try
        {
            disk.FlushAll();
        }
        catch (IOException cause)
        {
            _failed = ExceptionDispatchInfo.Capture(cause);
            while (_unflushed.TryDequeue(out var file)) disk.TryDelete(file);
            throw;
        }

        for (; files > 0; files--) _unflushed.TryDequeue(out _);
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
            if (_durability == Durability.Batch) _unflushed.Enqueue(target);
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
