using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VizPipeline.Tests;

/// <summary>A command that a page shows, and the exit code it promises: 0, or what a trailing comment "# exit 2" says.</summary>
internal sealed partial record ReadmeCommand(string Line, int ExitCode)
{
    /// <summary>The lines of fenced sh blocks that call ./viz; a backslash at the end joins two.</summary>
    public static ImmutableArray<ReadmeCommand> In(string markdown) =>
    [
        .. from Match block in Block().Matches(markdown)
           from line in block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
           where line.TrimStart().StartsWith("./viz ", StringComparison.Ordinal)
           let promise = Promise().Match(line)
           select new ReadmeCommand(line.Trim(), promise.Success ? int.Parse(promise.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0),
    ];

    /// <summary>Files that a page shows in fences such as <c>```csv readings.csv</c>, by name.</summary>
    public static IReadOnlyDictionary<string, string> FilesIn(string markdown) =>
        ShownFile().Matches(markdown).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```\w+ ([\w.-]+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShownFile();

    [GeneratedRegex(@"# exit (\d+)\s*$")]
    private static partial Regex Promise();
}
