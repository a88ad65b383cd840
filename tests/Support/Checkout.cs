namespace VizPipeline.Tests.Support;

/// <summary>The files of the checkout that the tests run from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new(AppContext.BaseDirectory));

    public static string File(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>Every page, by its full path.</summary>
    public static IEnumerable<string> Pages => PagesIn(Root);

    // Folders that come and go while tests run must not even be looked into.
    private static IEnumerable<string> PagesIn(string folder) => Directory.EnumerateFiles(folder, "*.md").Concat(
        Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is not ("artifacts" or "node_modules" or "viz-data" or ".git")).SelectMany(PagesIn));

    private static string Find(DirectoryInfo folder)
    {
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "VizPipeline.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from inside a checkout: no folder above them has VizPipeline.sln.");
        }
        return folder.FullName;
    }
}
