using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VizPipeline.Storage;

/// <summary>Calls of the system's C library that the framework does not offer: folders can be opened and flushed, and on Linux whole file systems.</summary>
internal static class PosixCalls
{
    private const string Library = "libc";
    private const int BadHandle = 9;

    /// <summary>A folder, to be flushed.</summary>
    public static SafeFileHandle Open(string folder)
    {
        var found = OpenToRead(Encoding.UTF8.GetBytes(folder + '\0'), CloseOnExec);
        return found >= 0 ? new(found, ownsHandle: true) : throw SystemDisk.Failure(folder);
    }

    /// <summary>Whether the system has the call: it then finds fault with a handle that is none.</summary>
    public static bool HasSyncFileSystem()
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var none = new SafeFileHandle(-2, ownsHandle: false);
        return SyncFileSystem(none) != 0 && Marshal.GetLastPInvokeError() == BadHandle;
    }

    [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static extern int FSync(SafeFileHandle handle);

    [DllImport(Library, EntryPoint = "syncfs", SetLastError = true)]
    public static extern int SyncFileSystem(SafeFileHandle handle);

    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    private static extern int OpenToRead(byte[] path, int flags);

    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
}
