using System.Collections.Frozen;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace VizPipeline.Host;

/// <summary>Takes, when asked, what the SDK has aggregated, and adds the series that are known and have not been counted yet.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class ScrapeReader : BaseExporter<Metric>, IPullMetricExporter
{
    private const int LongestCollect = 5_000;

    private static readonly FrozenDictionary<string, MetricSpec> Specs = MetricNames.All.ToFrozenDictionary(spec => spec.Instrument, StringComparer.Ordinal);

    private readonly Ratchet _ratchet = new();
    private readonly Lock _lock = new();
    private List<MetricFamily> _families = [];

    /// <summary>Given by the SDK.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>All metrics as they are now; null where the SDK gives none, because its own settings turn it off.</summary>
    public IReadOnlyList<MetricFamily>? Look()
    {
        lock (_lock) return Collect is { } collect && collect(LongestCollect) ? _families : null;
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var found = new Dictionary<string, List<MetricSeries>>(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            if (Specs.TryGetValue(metric.Name, out var spec)) found[spec.Instrument] = [.. SeriesOf(metric, spec).Select(series => _ratchet.Up(spec, series))];
        }

        _families = [.. MetricNames.All.Select(spec => Family(spec, found.GetValueOrDefault(spec.Instrument) ?? []))];
        return ExportResult.Success;
    }

    private static MetricFamily Family(MetricSpec spec, List<MetricSeries> series)
    {
        if (!spec.Known.IsEmpty && series.Count < spec.Known.Length)
        {
            var there = series.Select(one => one.Labels).ToHashSet();
            series.AddRange(spec.Known.Where(labels => !there.Contains(labels)).Select(labels => Nothing(spec, labels)));
        }

        return new(spec.Family, spec.Kind, spec.UnitWord, spec.Help, series);
    }

    private static MetricSeries Nothing(MetricSpec spec, LabelSet labels) =>
        new(labels, 0, spec.Kind == MetricKind.Histogram ? new(spec.Bounds, new long[spec.Bounds.Length + 1], []) : null);

    private static List<MetricSeries> SeriesOf(Metric metric, MetricSpec spec)
    {
        var series = new List<MetricSeries>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = new List<KeyValuePair<string, string>>(point.Tags.Count);
            foreach (var (name, value) in point.Tags) labels.Add(new(name.Replace('.', '_'), value?.ToString() ?? ""));
            series.Add(One(metric.MetricType, in point, new(labels), spec));
        }

        return series;
    }

    private static MetricSeries One(MetricType type, in MetricPoint point, LabelSet labels, MetricSpec spec) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => new(labels, point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => new(labels, point.GetSumDouble()),
        MetricType.LongGauge => new(labels, point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => new(labels, point.GetGaugeLastValueDouble()),
        _ => new(labels, point.GetHistogramSum(), Buckets(in point, spec)),
    };

    private static MetricBuckets Buckets(in MetricPoint point, MetricSpec spec)
    {
        var counts = new List<long>(spec.Bounds.Length + 1);
        foreach (var bucket in point.GetHistogramBuckets()) counts.Add(bucket.BucketCount);
        return new(spec.Bounds, counts, Exemplars(in point, spec));
    }

    private static MetricExemplar?[] Exemplars(in MetricPoint point, MetricSpec spec)
    {
        if (!point.TryGetExemplars(out var exemplars)) return [];
        var found = new MetricExemplar?[spec.Bounds.Length + 1];
        foreach (ref readonly var exemplar in exemplars)
        {
            if (exemplar.TraceId == default) continue;
            var bucket = spec.Bounds.AsSpan().BinarySearch(exemplar.DoubleValue);
            found[bucket < 0 ? ~bucket : bucket] = new(
                exemplar.TraceId.ToHexString(), exemplar.SpanId.ToHexString(), exemplar.DoubleValue, Instant.FromDateTimeOffset(exemplar.Timestamp).ToUnixTimeTicks() / 1e7);
        }

        return found;
    }
}
