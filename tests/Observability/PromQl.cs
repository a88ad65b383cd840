using System.Text.RegularExpressions;
using VizPipeline.Host;

namespace VizPipeline.Tests;

/// <summary>One place in an expression where series are taken.</summary>
/// <param name="Series">The name, of a histogram with its ending.</param>
/// <param name="Labels">What stands in the braces.</param>
/// <param name="Range">What stands in the brackets; empty for none.</param>
/// <param name="Function">The function whose only argument it is; empty for none.</param>
internal sealed record SeriesUse(string Series, string Labels, string Range, string Function);

/// <summary>What tests read from PromQL; whether it is correct is for Prometheus to say.</summary>
internal static partial class PromQl
{
    private static readonly string[] Endings = ["_bucket", "_sum", "_count"];

    /// <summary>The series of every metric that is made, and what Prometheus itself adds.</summary>
    public static IReadOnlyDictionary<string, MetricSpec?> Series { get; } = MetricNames.All
        .SelectMany(metric => metric.Kind == MetricKind.Histogram
            ? Endings.Select(ending => (Name: metric.Name + ending, Metric: (MetricSpec?)metric))
            : [(metric.Name, metric)])
        .Append(("up", null))
        .ToDictionary(series => series.Name, series => series.Metric, StringComparer.Ordinal);

    public static IEnumerable<SeriesUse> Uses(string expression) =>
        from Match match in Selector().Matches(expression)
        select new SeriesUse(match.Groups["series"].Value, match.Groups["labels"].Value, match.Groups["range"].Value, match.Groups["function"].Value);

    /// <summary>Whether the series only grows, so that its value says less than its growth.</summary>
    public static bool OnlyGrows(string series) => Series.GetValueOrDefault(series) is { Kind: not MetricKind.Gauge };

    /// <summary>Every variable of a dashboard given a value, as Grafana does where all are chosen but of instances maybe one.</summary>
    public static string Filled(string expression, string interval, string instance) => expression
        .Replace("$__rate_interval", interval, StringComparison.Ordinal)
        .Replace("\"$job\"", "\".+\"", StringComparison.Ordinal)
        .Replace("$instance", instance, StringComparison.Ordinal)
        .Replace("\"$stage\"", "\".+\"", StringComparison.Ordinal);

    /// <summary>Every stretch of time made as short as <paramref name="interval"/>.</summary>
    public static string Shortened(string expression, string interval) => Duration().Replace(expression, interval);

    /// <summary>Comparisons that say 0 or 1 instead of leaving out, so that an alert gives a value whenever it has all that it looks at.</summary>
    public static string Answering(string expression) => Comparison().Replace(expression, " $1 bool ");

    [GeneratedRegex("""(?:(?<function>[a-z_]+)\()?(?<![\w"])(?<series>(?:vizpipeline|dotnet)_[a-z0-9_]+|up\b)(?:\{(?<labels>[^}]*)\})?(?:\[(?<range>[^\]]*)\])?""")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b\d+[smh]\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@" (==|!=|<=|>=|<|>) ")]
    private static partial Regex Comparison();
}
