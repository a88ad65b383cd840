using System.Text.RegularExpressions;

namespace VizPipeline.Tests;

/// <summary>The rules of docs/architecture.md and of the house, checked over source text: each answer is a file and why it breaks a rule.</summary>
internal static partial class Layers
{
    private const int MostLines = 200;
    private static readonly string[] Catchers = ["Pipeline/StageInbox.cs", "Pipeline/Line.Source.cs", "Host/Failures.cs"];

    public static IEnumerable<string> Broken(SourceFile file)
    {
        var room = Room.All.SingleOrDefault(room => room.Project == file.Project);
        if (room is null) return [$"{file}: a project that docs/architecture.md does not know"];
        var broken = file.Path.EndsWith(".csproj", StringComparison.Ordinal) ? OfProject(file, room) : OfCode(file, room);
        return broken.Select(why => $"{file}: {why}");
    }

    private static IEnumerable<string> OfProject(SourceFile file, Room room)
    {
        foreach (Match reference in ProjectReference().Matches(file.Text))
        {
            var project = reference.Groups[1].Value;
            if (!room.Projects.Contains(project)) yield return $"{room.Project} must not refer to {project}; it may refer to: {string.Join(", ", room.Projects)}";
        }

        foreach (Match reference in PackageReference().Matches(file.Text))
        {
            var package = reference.Groups[1].Value;
            if (!StartsWithAny(package, room.Packages)) yield return $"{room.Project} must not use the package {package}; it may use: {string.Join(", ", room.Packages)}";
        }
    }

    private static IEnumerable<string> OfCode(SourceFile file, Room room)
    {
        if (file.Lines.Count() > MostLines + 1) yield return $"longer than {MostLines} lines: one idea per file";
        if (file.Path.Split('/').Length > 2) yield return "folders are one level deep";

        var spaces = Namespace().Matches(file.Text).Select(match => match.Groups[1].Value).ToList();
        if (spaces is not [var only] || only != room.Namespace)
        {
            if (file.Path != "Program.cs" || spaces.Count > 0) yield return $"its namespace must be {room.Namespace}, one per project";
        }

        foreach (Match match in Using().Matches(file.Text))
        {
            var used = match.Groups[1].Value;
            if (!IsSystem(used) && !StartsWithAny(used, room.Usings)) yield return $"{room.Project} must not use {used}; it may use: {string.Join(", ", ["System", .. room.Usings])}";
        }

        var code = Comment().Replace(file.Text, "");
        foreach (var (pattern, why) in room.Never)
        {
            if (Regex.Match(code, pattern) is { Success: true } found) yield return $"\"{found.Value}\": {why}";
        }

        if (!Catchers.Contains(file.ToString()) && CatchAll().Matches(code).Any(IsSwallowing(code))) yield return "catches every exception; catch the ones you can answer";
        if (Suppression().IsMatch(code)) yield return "an analyzer is argued with in .editorconfig, once, with the reason";
        foreach (Match match in BadName().Matches(code)) yield return $"\"{match.Groups[1].Value}\" says nothing; name what the thing is";
    }

    private static bool IsSystem(string used) => used == "System" || used.StartsWith("System.", StringComparison.Ordinal) || used == "Microsoft.Win32.SafeHandles";

    private static bool StartsWithAny(string text, IEnumerable<string> starts) => starts.Any(start => text.StartsWith(start, StringComparison.Ordinal));

    // A catch that names a filter is specific; one whose block rethrows answers nothing.
    private static Func<Match, bool> IsSwallowing(string code) => match =>
    {
        var (open, depth) = (code.IndexOf('{', match.Index), 0);
        for (var at = open; at < code.Length; at++)
        {
            depth += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return !code[open..at].Contains("throw;", StringComparison.Ordinal);
        }

        return true;
    };

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*VizPipeline\.(\w+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"<PackageReference Include=""([^""]+)""")]
    private static partial Regex PackageReference();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?([A-Z][\w.]*)[^;]*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bcatch\s*(?:\(\s*(?:System\.)?Exception\b[^)]*\)\s*)?(?=\{)")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"#pragma|\bSuppressMessage\b")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) (\w*(?:Manager|Helper|Helpers|Util|Utils|Service|Impl|Base|Processor|Data|Common))\b")]
    private static partial Regex BadName();
}
