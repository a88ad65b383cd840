using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace VizPipeline.Storage;

/// <summary>The file system that a folder lies on.</summary>
/// <param name="folder">Of what is flushed together; need not exist before the first file is written.</param>
internal sealed class SystemDisk(string folder) : IDisk, IDisposable
{
    private readonly Lock _lock = new();
    private SafeFileHandle? _folder;

    public bool CanFlushAll { get; } = PosixCalls.HasSyncFileSystem();

    public bool Holds(string path, ReadOnlySpan<byte> content)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != content.Length) return false;
        return content.SequenceEqual(File.ReadAllBytes(path));
    }

    public void MakeFolder(string path) => Directory.CreateDirectory(path);

    public void Write(string path, ReadOnlySpan<byte> content, bool flush)
    {
        if (CanFlushAll) Open();

        // Create would truncate, and ext4 brings a truncated file to the disk by itself when it is closed.
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content, fileOffset: 0);
        if (flush) RandomAccess.FlushToDisk(file);
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void FlushFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    // Windows flushes names with the file.
    public void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var opened = PosixCalls.Open(path);
        if (PosixCalls.FSync(opened) != 0) throw Failure(path);
    }

    public void FlushAll()
    {
        if (PosixCalls.SyncFileSystem(Open()) != 0) throw Failure(folder);
    }

    public void Dispose() => _folder?.Dispose();

    // Opened before the first write and kept: the system tells a handle only of failures since it was opened.
    private SafeFileHandle Open()
    {
        if (Volatile.Read(ref _folder) is { } known) return known;
        lock (_lock)
        {
            if (_folder is not null) return _folder;
            Directory.CreateDirectory(folder);
            var opened = PosixCalls.Open(folder);
            Volatile.Write(ref _folder, opened);
            return opened;
        }
    }

    internal static IOException Failure(string path)
    {
        var cause = new Win32Exception();
        return new IOException($"{path}: {cause.Message}", cause.NativeErrorCode);
    }
}
