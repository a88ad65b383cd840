namespace VizPipeline.Host;

/// <summary>
/// Keeps counters of .NET from going back. It tells the collections of a generation as the difference of two counts, read one after the other:
/// a collection that comes in between is counted twice, for once, and a counter that then goes back looks to Prometheus like a new process.
/// Counters of our own pass as they are, so that a mistake in one stays visible.
/// </summary>
internal sealed class Ratchet
{
    private readonly Dictionary<(string Instrument, LabelSet Labels), double> _most = [];

    /// <summary>The series as it may be shown: at least as high as ever before.</summary>
    public MetricSeries Up(MetricSpec spec, MetricSeries series)
    {
        if (spec.Kind != MetricKind.Counter || spec.Meter == MetricNames.Meter) return series;

        var key = (spec.Instrument, series.Labels);
        _most[key] = Math.Max(series.Value, _most.GetValueOrDefault(key));
        return series with { Value = _most[key] };
    }
}
