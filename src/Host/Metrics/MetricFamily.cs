using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>A metric with all its series, at one moment.</summary>
/// <param name="Name">Without <c>_total</c>.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Unit">The last word of the name; empty for none.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Series">In any order, each set of labels once.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Unit, string Help, IReadOnlyList<MetricSeries> Series);

/// <summary>One series.</summary>
/// <param name="Labels">What tells it from the others.</param>
/// <param name="Value">Of a histogram the sum of all observations.</param>
/// <param name="Buckets">Of a histogram, by upper bound; null otherwise.</param>
internal sealed record MetricSeries(LabelSet Labels, double Value, MetricBuckets? Buckets = null);

/// <summary>The buckets of a histogram.</summary>
/// <param name="Bounds">Upper bounds, ascending, without the last bucket's, which is infinite.</param>
/// <param name="Counts">Observations in each bucket alone, one more than bounds.</param>
/// <param name="Exemplars">An observation that fell into each bucket, null where none is known; empty for none at all.</param>
internal sealed record MetricBuckets(ImmutableArray<double> Bounds, IReadOnlyList<long> Counts, IReadOnlyList<MetricExemplar?> Exemplars);

/// <summary>One observation and the trace it belongs to.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="Value">What was observed.</param>
/// <param name="At">When, in seconds of Unix time.</param>
internal sealed record MetricExemplar(string TraceId, string SpanId, double Value, double At);
