using System.Collections.Immutable;
using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>The options that every verb has, and --json for those with machine-readable output.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Write one JSON document to standard output" };

    public static Option<bool> Debug { get; } = new("--debug") { Description = "Show where in the program an error came from, and every request to a provider", Recursive = true };

    /// <summary>For verbs that run for long.</summary>
    public static Option<string> Metrics { get; } = Flag(Catalogue.Metrics, "[address:]port");

    /// <summary>For verbs that open the door.</summary>
    public static Option<string> Http { get; } = Flag(DoorCatalogue.Http, "[address:]port");

    /// <summary>Of viz run.</summary>
    public static Option<string> Settle { get; } = Flag(ServiceCatalogue.Settle, "time");

    /// <inheritdoc cref="Settle"/>
    public static Option<string> Live { get; } = Flag(ServiceCatalogue.Live, "time");

    /// <summary>For the service.</summary>
    public static Option<string> SyncFrom { get; } = Flag(SyncCatalogue.From, "source");

    /// <summary>The same, for sync itself.</summary>
    public static Option<string> From { get; } = Flag(SyncCatalogue.From with { Flag = SyncCatalogue.From.OtherFlag }, "source");

    /// <summary>One option for each setting that every verb has a flag for.</summary>
    public static ImmutableArray<Option<string>> Settings { get; } =
        [.. Catalogue.All.Where(setting => setting is { Flag: not null, IsOfSomeVerbs: false }).Select(setting => Flag(setting, setting.Key!))];

    public static IReadOnlyDictionary<string, string> FlagsOf(ParseResult parsed) => ((Option<string>[])[.. Settings, Metrics, Http, Settle, Live, SyncFrom, From])
        .Where(option => parsed.GetResult(option) is not null)
        .ToDictionary(option => option.Name, option => parsed.GetValue(option) ?? "");

    /// <summary>Whether standard error is JSON, as far as the command line and the environment say; for a command line that is wrong, too.</summary>
    public static bool WantsJsonLines(ParseResult parsed, IReadOnlyDictionary<string, string> environment)
    {
        var flag = Settings.Single(option => option.Name == TellingCatalogue.Log.Flag);
        var given = parsed.GetResult(flag) is { Implicit: false, Tokens: [var first, ..] } ? first.Value : environment.GetValueOrDefault(TellingCatalogue.Log.Variable!);
        return given == TellingCatalogue.Json;
    }

    private static Option<string> Flag(Setting setting, string value) => new(setting.Flag!)
    {
        Description = $"{setting.Description} [{setting.DefaultInWords ?? setting.Default(1)}]",
        HelpName = value,
        Recursive = !setting.IsOfSomeVerbs,
    };
}
