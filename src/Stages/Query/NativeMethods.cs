using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VizPipeline.Stages;

/// <summary>The calls made for every cell. Through the package's safe handles they take twice as long as SQLite itself.</summary>
internal static class NativeMethods
{
    private const string Library = "e_sqlite3";

    // May take long, and may call back.
    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_step(nint statement);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_column_bytes(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern nint sqlite3_column_blob(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern long sqlite3_column_int64(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern nint sqlite3_column_value(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_value_type(nint value);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern double sqlite3_value_double(nint value);
}
