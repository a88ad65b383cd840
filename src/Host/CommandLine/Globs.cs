using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;

namespace VizPipeline.Host;

/// <summary>Files by pattern: <c>*</c> and <c>?</c> in a file's name, <c>**</c> for any folders.</summary>
internal static class Globs
{
    public static bool IsGlob(string argument) => argument.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>Files that match, in the order of their names; perhaps none.</summary>
    /// <exception cref="IOException">A folder cannot be read; so may <see cref="UnauthorizedAccessException"/> say.</exception>
    public static List<string> Find(string glob)
    {
        var literal = glob[..glob.AsSpan().IndexOfAny('*', '?')];
        var cut = literal.LastIndexOf('/') + 1;
        var root = cut == 0 ? "." : glob[..cut];
        // The library knows no question mark: it finds candidates, of which the file's name decides.
        var name = glob[(glob.LastIndexOf('/') + 1)..];
        var found = Directory.Exists(root) ? Matches(root, [glob[cut..].Replace('?', '*')]) : [];
        found.RemoveAll(path => name != "**" && !FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path)));
        return found;
    }

    /// <summary>Files below a folder that match one of the patterns, in the order of their names.</summary>
    /// <exception cref="IOException">A folder cannot be read; so may <see cref="UnauthorizedAccessException"/> say.</exception>
    public static List<string> Matches(string root, IEnumerable<string> patterns)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(patterns);
        return [.. matcher.GetResultsInFullPath(root).Order(StringComparer.Ordinal).Select(path => root == "." ? Path.GetRelativePath(".", path) : path)];
    }
}
