using System.Buffers;
using System.Globalization;
using System.Text;

namespace VizPipeline.Host;

/// <summary>The two text formats that Prometheus reads.</summary>
internal enum TextFormat
{
    /// <summary>https://prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4.</summary>
    Prometheus,

    /// <summary>https://github.com/prometheus/OpenMetrics, version 1.0: with units and exemplars.</summary>
    OpenMetrics,
}

/// <summary>Writes metrics as text, in UTF-8. Families come by name and series by labels, so that the same metrics are the same bytes.</summary>
internal readonly struct PrometheusText
{
    private const int LongestNumber = 32;

    private readonly IBufferWriter<byte> _into;
    private readonly TextFormat _format;

    private PrometheusText(IBufferWriter<byte> into, TextFormat format) => (_into, _format) = (into, format);

    /// <param name="families">In any order, each name once; those without series are left out.</param>
    /// <param name="format">Which of the two.</param>
    /// <param name="into">Takes the text.</param>
    public static void Write(IEnumerable<MetricFamily> families, TextFormat format, IBufferWriter<byte> into)
    {
        var text = new PrometheusText(into, format);
        foreach (var family in families.Where(family => family.Series.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal)) text.Family(family);
        if (format == TextFormat.OpenMetrics) text.Put("# EOF\n"u8);
    }

    private bool IsOpen => _format == TextFormat.OpenMetrics;

    private void Family(MetricFamily family)
    {
        var suffix = family.Kind == MetricKind.Counter ? "_total" : "";
        var name = family.Name + (IsOpen ? "" : suffix);
        if (!IsOpen) Help(name, family.Help);
        Put($"# TYPE {name} {(family.Kind == MetricKind.Counter ? "counter" : family.Kind == MetricKind.Gauge ? "gauge" : "histogram")}\n");
        if (IsOpen && family.Unit.Length > 0) Put($"# UNIT {name} {family.Unit}\n");
        if (IsOpen) Help(name, family.Help);

        foreach (var series in family.Series.OrderBy(series => series.Labels))
        {
            if (series.Buckets is { } buckets) Histogram(family.Name, series, buckets);
            else Sample(family.Name, suffix, series.Labels, series.Value);
        }
    }

    private void Help(string name, string help)
    {
        Put($"# HELP {name} ");
        Escaped(help, quotes: IsOpen);
        Put("\n"u8);
    }

    private void Histogram(string name, MetricSeries series, MetricBuckets buckets)
    {
        long count = 0;
        for (var i = 0; i < buckets.Counts.Count; i++)
        {
            count += buckets.Counts[i];
            Beginning(name, "_bucket", series.Labels, i < buckets.Bounds.Length ? buckets.Bounds[i] : double.PositiveInfinity);
            Whole(count);
            if (IsOpen && i < buckets.Exemplars.Count && buckets.Exemplars[i] is { } exemplar) Exemplar(exemplar);
            Put("\n"u8);
        }

        Sample(name, "_sum", series.Labels, series.Value);
        Beginning(name, "_count", series.Labels, le: null);
        Whole(count);
        Put("\n"u8);
    }

    private void Sample(string name, string suffix, LabelSet labels, double value)
    {
        Beginning(name, suffix, labels, le: null);
        Number(value);
        Put("\n"u8);
    }

    // Everything before the value; le is the label of a bucket.
    private void Beginning(string name, string suffix, LabelSet labels, double? le)
    {
        Put(name);
        Put(suffix);
        var separator = "{"u8;
        foreach (var (label, value) in labels.Labels)
        {
            Put(separator);
            Put(label);
            Put("=\""u8);
            Escaped(value, quotes: true);
            Put("\""u8);
            separator = ","u8;
        }

        if (le is { } bound)
        {
            Put(separator);
            Put("le=\""u8);
            Number(bound);
            // OpenMetrics writes bounds as floating point numbers.
            if (IsOpen && double.IsInteger(bound) && Math.Abs(bound) < 1e15) Put(".0"u8);
            Put("\""u8);
        }

        Put(labels.Labels.IsEmpty && le is null ? " "u8 : "} "u8);
    }

    private void Exemplar(MetricExemplar exemplar)
    {
        Put($" # {{trace_id=\"{exemplar.TraceId}\",span_id=\"{exemplar.SpanId}\"}} ");
        Number(exemplar.Value);
        Put(" "u8);
        Put(exemplar.At.ToString("F3", CultureInfo.InvariantCulture));
    }

    private void Whole(long value)
    {
        value.TryFormat(_into.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _into.Advance(written);
    }

    // The shortest text that reads back as the same number.
    private void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Put(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }

        value.TryFormat(_into.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _into.Advance(written);
    }

    private void Escaped(string text, bool quotes)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny('\\', '\n', quotes ? '"' : '\n') is var at and >= 0)
        {
            Put(rest[..at]);
            Put(rest[at] switch { '\\' => "\\\\"u8, '"' => "\\\""u8, _ => "\\n"u8 });
            rest = rest[(at + 1)..];
        }

        Put(rest);
    }

    private void Put(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _into);

    private void Put(ReadOnlySpan<byte> text) => _into.Write(text);
}
