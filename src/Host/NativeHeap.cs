using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VizPipeline.Host;

/// <summary>The heap of the C library, from which SQLite and OpenSSL take their memory.</summary>
/// <remarks>
/// glibc gives every thread a heap of its own and keeps in each what is freed; with twenty threads that is most of what a long run grows by
/// (bench/results/memory.md). What is taken there is little and seldom: one heap serves all. Other C libraries have one anyway.
/// </remarks>
internal static class NativeHeap
{
    /// <summary><c>M_ARENA_MAX</c> of <c>mallopt(3)</c>.</summary>
    private const int MostArenas = -8;

    /// <summary>Before the first thread is started; nothing where the C library is not glibc.</summary>
    public static void ShareOne()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = SetOption(MostArenas, 1);
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
