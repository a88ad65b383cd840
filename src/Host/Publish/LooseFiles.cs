using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Finds the files that are to be published.</summary>
internal static class LooseFiles
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>Each file once: in the order of the arguments, what a folder or glob holds in the order of its names; of folders, hidden files are left out.</summary>
    /// <exception cref="UsageException">An argument names nothing.</exception>
    /// <exception cref="IOException">A folder cannot be read; so may <see cref="UnauthorizedAccessException"/> say.</exception>
    public static ImmutableArray<string> Find(IEnumerable<string> arguments) => [.. arguments.SelectMany(Expand).DistinctBy(Path.GetFullPath)];

    private static IEnumerable<string> Expand(string argument)
    {
        if (File.Exists(argument)) return [argument];
        var (found, none) = Directory.Exists(argument) ? (Directory.EnumerateFiles(argument, "*", Everything).Order(StringComparer.Ordinal).ToList(), "the folder holds no file")
            : Globs.IsGlob(argument) ? (Globs.Find(argument), "no file matches")
            : ([], "there is no such file or folder");
        return found.Count > 0 ? found : throw new UsageException($"{Plain.Of(argument)}: {none}");
    }
}
