using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace VizPipeline.Host;

/// <summary>What a metric does.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts observations by size.</summary>
    Histogram,
}

/// <summary>One metric: what the instrument is called, and what it becomes in Prometheus' formats.</summary>
/// <param name="Instrument">With points between its words.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Unit">In UCUM: <c>s</c>, <c>By</c>, <c>1</c> for a ratio, words in braces for things that are counted.</param>
/// <param name="Help">One sentence without a full stop.</param>
internal sealed record MetricSpec(string Instrument, MetricKind Kind, string Unit, string Help)
{
    /// <summary>Who makes it.</summary>
    public string Meter { get; init; } = MetricNames.Meter;

    /// <summary>Its labels, in any order.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Of a counter or histogram, the series that are shown at 0 before anything was counted.</summary>
    public ImmutableArray<LabelSet> Known { get; init; } = [];

    /// <summary>Of a histogram, the upper bounds of all buckets but the last, which has none.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>The unit's word at the end of the name; empty for none.</summary>
    public string UnitWord => (Unit, Kind) switch
    {
        ("s", _) => "seconds",
        ("By", _) => "bytes",
        ("1", MetricKind.Gauge) => "ratio",
        _ => "",
    };

    /// <summary>The instrument's name where another must stand in for it, because <c>_count</c> at the end would mean a histogram.</summary>
    public string? Alias { get; init; }

    /// <summary>The family's name: points become underscores and the unit comes last.</summary>
    public string Family
    {
        get
        {
            var name = (Alias ?? Instrument).Replace('.', '_');
            return UnitWord.Length == 0 || name.EndsWith('_' + UnitWord, StringComparison.Ordinal) ? name : $"{name}_{UnitWord}";
        }
    }

    /// <summary>As expressions name it; of a histogram without <c>_bucket</c>, <c>_sum</c> and <c>_count</c>.</summary>
    public string Name => Kind == MetricKind.Counter ? Family + "_total" : Family;

    public void Count(Meter meter, Func<IEnumerable<Measurement<long>>> look) => meter.CreateObservableCounter(Instrument, look, Unit, Help);

    public void Count(Meter meter, Func<IEnumerable<Measurement<double>>> look) => meter.CreateObservableCounter(Instrument, look, Unit, Help);

    public void Show(Meter meter, Func<IEnumerable<Measurement<double>>> look) => meter.CreateObservableGauge(Instrument, look, Unit, Help);

    public Histogram<double> Observe(Meter meter) => meter.CreateHistogram<double>(Instrument, Unit, Help);
}
