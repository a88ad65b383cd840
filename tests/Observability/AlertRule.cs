using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>One rule of grafana/alerts.yml.</summary>
/// <param name="Name">Of the alert.</param>
/// <param name="Expression">In PromQL.</param>
/// <param name="Fields">All others by name, those of labels and annotations too.</param>
internal sealed record AlertRule(string Name, string Expression, IReadOnlyDictionary<string, string> Fields);

/// <summary>The alerts and the cases of their tests. Reads the one way in which the two files are written; whether that is YAML promtool says.</summary>
internal static partial class AlertFile
{
    public const string Path = "grafana/alerts.yml", Cases = "grafana/alerts.test.yml";

    private const string CaseBegins = "\n  - name: ";

    public static string Text { get; } = File.ReadAllText(Checkout.File(Path));

    public static string CasesText { get; } = File.ReadAllText(Checkout.File(Cases));

    public static IReadOnlyList<AlertRule> Rules { get; } = [.. Read(Text)];

    public static IEnumerable<AlertRule> Read(string text) =>
        from Match rule in Rule().Matches(text)
        let fields = Field().Matches(rule.Groups["rest"].Value).ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value.Trim('"'), StringComparer.Ordinal)
        select new AlertRule(rule.Groups["name"].Value, rule.Groups["expression"].Value, fields);

    /// <summary>Which alert a case is of, and whether it must fire.</summary>
    public static IEnumerable<(string Name, bool Fires)> ReadCases(string text) =>
        from Match match in Case().Matches(text)
        select (match.Groups[1].Value, !match.Groups[2].Value.StartsWith(" []", StringComparison.Ordinal));

    /// <summary>The file with the cases of one alert alone.</summary>
    public static string CasesOf(string text, string name) => string.Join(
        CaseBegins, text.Split(CaseBegins).Where((part, at) => at == 0 || part.Contains($"alertname: {name}\n", StringComparison.Ordinal)));

    /// <summary>The file with another expression for one alert.</summary>
    public static string With(string text, string name, string expression) => Rule().Replace(text, rule => rule.Groups["name"].Value != name ? rule.Value
        : rule.Value.Replace(rule.Groups["expression"].Value, $"          {expression}\n", StringComparison.Ordinal));

    [GeneratedRegex(@"^      - alert: (?<name>\w+)\n        expr: \|\n(?<expression>(?: {10}.*\n)+)(?<rest>(?: {8,10}\w.*\n?)+)", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^ +(\w+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"^ +alertname: (\w+)\n +exp_alerts:(.*)$", RegexOptions.Multiline)]
    private static partial Regex Case();
}
