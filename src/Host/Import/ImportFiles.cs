using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Finds the files that an import's arguments name.</summary>
internal static class ImportFiles
{
    public const string StandardInput = "-";

    private static readonly string[] Kinds = [".csv", ".tsv", ".txt"];
    private static readonly string[] Packed = ["", ".gz", ".xz"];

    /// <summary>Each file once: in the order of the arguments, what a folder or glob holds in the order of its names.</summary>
    /// <exception cref="ImportException">An argument names nothing.</exception>
    public static ImmutableArray<string> Find(IEnumerable<string> arguments) =>
        [.. arguments.SelectMany(Expand).DistinctBy(path => path == StandardInput ? path : Path.GetFullPath(path))];

    private static IEnumerable<string> Expand(string argument)
    {
        if (argument == StandardInput || File.Exists(argument)) return [argument];
        if (Directory.Exists(argument)) return InFolder(argument);
        if (Globs.IsGlob(argument)) return InGlob(argument);
        throw new ImportException(ImportFault.Usage, $"{argument}: there is no such file or folder");
    }

    private static List<string> InFolder(string folder)
    {
        var patterns = Kinds.SelectMany(kind => Packed.Select(packed => $"**/*{kind}{packed}"));
        var found = Readable(folder, () => Globs.Matches(folder, patterns));
        return found.Count > 0 ? found : throw new ImportException(ImportFault.Usage, $"{folder}: the folder holds no .csv, .tsv or .txt file, plain, .gz or .xz");
    }

    private static List<string> InGlob(string glob)
    {
        var found = Readable(glob, () => Globs.Find(glob));
        return found.Count > 0 ? found : throw new ImportException(ImportFault.Usage, $"{glob}: no file matches");
    }

    private static List<string> Readable(string where, Func<List<string>> find)
    {
        try
        {
            return find();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(ImportFault.Unavailable, $"{where}: the folder cannot be read: {cause.Message}", cause);
        }
    }
}
