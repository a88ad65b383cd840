using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Host;

namespace VizPipeline.Tests;

/// <summary>The two formats written in the slow and obvious way, a list of lines.</summary>
internal static class ReferenceText
{
    public static string Of(ImmutableArray<MetricFamily> families, TextFormat format)
    {
        var lines = families.Where(family => family.Series.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal).SelectMany(family => Lines(family, format));
        return string.Concat((format == TextFormat.OpenMetrics ? lines.Append("# EOF") : lines).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(MetricFamily family, TextFormat format)
    {
        var type = family.Kind.ToString().ToLowerInvariant();
        var sample = family.Kind == MetricKind.Counter ? family.Name + "_total" : family.Name;
        var samples = family.Series.OrderBy(series => series.Labels).SelectMany(series => Samples(sample, series, format));
        if (format == TextFormat.Prometheus) return [$"# HELP {sample} {Escaped(family.Help)}", $"# TYPE {sample} {type}", .. samples];
        return
        [
            $"# TYPE {family.Name} {type}",
            .. family.Unit.Length == 0 ? (string[])[] : [$"# UNIT {family.Name} {family.Unit}"],
            $"# HELP {family.Name} {Escaped(family.Help).Replace("\"", "\\\"", StringComparison.Ordinal)}",
            .. samples,
        ];
    }

    private static IEnumerable<string> Samples(string name, MetricSeries series, TextFormat format)
    {
        var labels = series.Labels.Labels.Select(label => $"{label.Key}=\"{Escaped(label.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\"").ToList();
        if (series.Buckets is not { } buckets) return [$"{name}{Braces(labels)} {Number(series.Value)}"];

        var lines = new List<string>();
        for (var i = 0; i <= buckets.Bounds.Length; i++)
        {
            var bound = i == buckets.Bounds.Length ? "+Inf" : Number(buckets.Bounds[i]);
            if (format == TextFormat.OpenMetrics && bound.All(char.IsAsciiDigit)) bound += ".0";
            var line = $"{name}_bucket{Braces([.. labels, $"le=\"{bound}\""])} {buckets.Counts.Take(i + 1).Sum()}";
            if (format == TextFormat.OpenMetrics && buckets.Exemplars.Count > 0 && buckets.Exemplars[i] is { } exemplar)
                line += $" # {{trace_id=\"{exemplar.TraceId}\",span_id=\"{exemplar.SpanId}\"}} {Number(exemplar.Value)} {exemplar.At.ToString("0.000", CultureInfo.InvariantCulture)}";
            lines.Add(line);
        }

        return [.. lines, $"{name}_sum{Braces(labels)} {Number(series.Value)}", $"{name}_count{Braces(labels)} {buckets.Counts.Sum()}"];
    }

    private static string Braces(List<string> labels) => labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
