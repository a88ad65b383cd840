using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Host;

namespace VizPipeline.Bench;

/// <summary>1,000 series in 50 families, each with two labels, as a scrape finds them: in no order.</summary>
internal sealed class MadeMetrics
{
    private const int OfFamily = 20;

    public ImmutableArray<MetricFamily> Families { get; } =
        [.. Enumerable.Range(0, 50).Select(n => new MetricFamily($"vizpipeline_made_{(n * 7) % 50}_seconds", MetricKind.Counter, "seconds", "Made of nothing", Series(n)))];

    /// <summary>The plainest way to the same text.</summary>
    public string Joined() => string.Concat(Families.OrderBy(family => family.Name, StringComparer.Ordinal).Select(family =>
        $"# TYPE {family.Name} counter\n# UNIT {family.Name} {family.Unit}\n# HELP {family.Name} {Escaped(family.Help)}\n"
        + string.Concat(family.Series.OrderBy(series => series.Labels).Select(series =>
            $"{family.Name}_total{{{string.Join(',', series.Labels.Labels.Select(label => $"{label.Key}=\"{Escaped(label.Value)}\""))}}} {series.Value.ToString(CultureInfo.InvariantCulture)}\n")))) + "# EOF\n";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static ImmutableArray<MetricSeries> Series(int family) =>
    [
        .. Enumerable.Range(0, OfFamily).Select(n => new MetricSeries(new([new("stage", $"stage-{(n * 3) % OfFamily}"), new("outcome", $"outcome-{n % 4}")]), (family * 1e6) + (n / 7.0))),
    ];
}
