using System.Collections.Immutable;
using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>The options that every verb has, and --json for those with machine-readable output.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Write one JSON document to standard output" };

    public static Option<bool> Debug { get; } = new("--debug") { Description = "Show where in the program an error came from", Recursive = true };

    /// <summary>For verbs that run for long.</summary>
    public static Option<string> Metrics { get; } = Flag(Catalogue.Metrics, "[address:]port");

    /// <summary>One option for each setting that every verb has a flag for.</summary>
    public static ImmutableArray<Option<string>> Settings { get; } =
        [.. Catalogue.All.Where(setting => setting is { Flag: not null, IsOfSomeVerbs: false }).Select(setting => Flag(setting, setting.Key!))];

    public static IReadOnlyDictionary<string, string> FlagsOf(ParseResult parsed) => Settings.Append(Metrics)
        .Where(option => parsed.GetResult(option) is not null)
        .ToDictionary(option => option.Name, option => parsed.GetValue(option) ?? "");

    private static Option<string> Flag(Setting setting, string value) => new(setting.Flag!)
    {
        Description = $"{setting.Description} [{setting.DefaultInWords ?? setting.Default(1)}]",
        HelpName = value,
        Recursive = !setting.IsOfSomeVerbs,
    };
}
