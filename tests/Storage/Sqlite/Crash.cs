namespace VizPipeline.Tests;

/// <summary>Makes the files that a crash now would leave. Sound while nothing moves pages out of the log: for less than a thousand pages.</summary>
internal static class Crash
{
    public static string Copy(string database, string folder)
    {
        Directory.CreateDirectory(folder);
        var copy = Path.Combine(folder, Path.GetFileName(database));
        foreach (var ending in (string[])["", "-wal"])
        {
            if (File.Exists(database + ending)) File.Copy(database + ending, copy + ending);
        }

        return copy;
    }
}
