using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What is written for any metrics, beside a reference, and read back.</summary>
public class PrometheusTextLaws
{
    private delegate string Writer(ImmutableArray<MetricFamily> families, TextFormat format);

    private static readonly ImmutableArray<string> Texts = ["", "plain", "a \"quote\"", "back\\slash", "two\nlines", "°C, 測試 🌡", "\\n", "{x=\"1\"} 2", "end\\", "\\\"\n"];

    private static readonly Gen<double> Numbers = Gen.Elements(
        0, 1, -1, 0.1, 1e-9, 1e15, 123456789012345680, 1e300, 5e-324, -0.0, 1.0 / 3, double.NaN, double.PositiveInfinity, double.NegativeInfinity);

    private static readonly Gen<LabelSet> LabelSets =
        from names in Gen.Elements("a", "stage", "outcome", "z_9").ListOf(0).Or(Gen.Elements("a", "stage", "outcome", "z_9").ListOf())
        from values in Gen.Elements<string>([.. Texts]).ArrayOf(4)
        select new LabelSet(names.Distinct().Select((name, i) => KeyValuePair.Create(name, values[i])));

    private static readonly Gen<MetricExemplar?> Exemplars = Gen.Elements<MetricExemplar?>(
        null, new("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", 0.25, 1_763_700_000.125), new("ffffffffffffffffffffffffffffffff", "0000000000000001", 7, 0));

    private static Gen<MetricSeries> SeriesOf(MetricKind kind, ImmutableArray<double> bounds) =>
        from labels in LabelSets
        from value in Numbers
        from counts in Gen.Choose(0, 1000).ArrayOf(bounds.Length + 1)
        from exemplars in Exemplars.ArrayOf(bounds.Length + 1)
        select new MetricSeries(labels, value, kind == MetricKind.Histogram ? new(bounds, [.. counts.Select(count => (long)count)], exemplars) : null);

    private static Gen<MetricFamily> FamilyOf(string name) =>
        from kind in Gen.Elements(Enum.GetValues<MetricKind>())
        from unit in Gen.Elements("", "seconds", "bytes")
        from help in Gen.Elements<string>([.. Texts])
        from bounds in Gen.Elements<ImmutableArray<double>>([], [1], [0.0001, 0.5, 1, 60])
        from series in SeriesOf(kind, bounds).ListOf()
        select new MetricFamily(unit.Length == 0 ? name : $"{name}_{unit}", kind, unit, help, [.. series.DistinctBy(one => one.Labels)]);

    private static readonly Gen<ImmutableArray<MetricFamily>> Cases =
        from families in Gen.CollectToArray(["b", "a_b", "a", "zz:9"], FamilyOf)
        from seed in Gen.Choose(0, int.MaxValue)
        select Shuffled(families, new Random(seed));

    private static string Written(ImmutableArray<MetricFamily> families, TextFormat format)
    {
        var into = new ArrayBufferWriter<byte>();
        PrometheusText.Write(families, format, into);
        return Encoding.UTF8.GetString(into.WrittenSpan);
    }

    private static bool Is_the_reference(ImmutableArray<MetricFamily> families, Writer write) =>
        Enum.GetValues<TextFormat>().All(format => write(families, format) == ReferenceText.Of(families, format));

    private static bool Reads_back(ImmutableArray<MetricFamily> families, Writer write)
    {
        var read = Scraped.Read(write(families, TextFormat.Prometheus));
        return families.Where(family => family.Kind != MetricKind.Histogram).All(family => family.Series.All(series =>
            read[(family.Kind == MetricKind.Counter ? family.Name + "_total" : family.Name, series.Labels)].Equals(series.Value)));
    }

    private static bool Has_one_order(ImmutableArray<MetricFamily> families, Writer write) =>
        Enum.GetValues<TextFormat>().All(format => write(families, format) == write(Shuffled(families, new Random(7)), format));

    [Fact]
    public void The_text_is_what_the_reference_writes() => Law.Holds(Cases, families => Is_the_reference(families, Written), runs: 500);

    [Fact]
    public void Labels_and_values_read_back_as_they_were() => Law.Holds(Cases, families => Reads_back(families, Written), runs: 500);

    [Fact]
    public void The_order_in_which_metrics_come_changes_nothing() => Law.Holds(Cases, families => Has_one_order(families, Written), runs: 500);

    [Fact]
    public void The_laws_refute_labels_as_they_are()
    {
        Writer write = (families, format) => Written(families, format).Replace("\\\"", "\"", StringComparison.Ordinal);
        Mutant.IsRefuted(Cases, families => Is_the_reference(families, write));
    }

    [Fact]
    public void The_laws_refute_a_new_line_that_is_left_out()
    {
        Writer write = (families, format) => Written(families, format).Replace("\\n", "n", StringComparison.Ordinal);
        Mutant.IsRefuted(Cases, families => Is_the_reference(families, write));
        Mutant.IsRefuted(Cases, families => Reads_back(families, write));
    }

    [Fact]
    public void The_law_refutes_buckets_that_are_not_added_up()
    {
        Writer write = (families, format) => Written([.. families.Select(Apart)], format);
        Mutant.IsRefuted(Cases, families => Is_the_reference(families, write));
    }

    [Fact]
    public void The_law_refutes_writing_series_as_they_come()
    {
        Writer write = (families, format) => string.Concat(families.Select(family => Written([family], format)));
        Mutant.IsRefuted(Cases, families => Has_one_order(families, write));
    }

    [Fact]
    public void The_law_refutes_exemplars_in_the_older_format()
    {
        Writer write = (families, format) => Written(families, TextFormat.OpenMetrics);
        Mutant.IsRefuted(Cases, families => Is_the_reference(families, write));
    }

    private static MetricFamily Apart(MetricFamily family) => family with
    {
        Series = [.. family.Series.Select(series => series.Buckets is not { } buckets ? series
            : series with { Buckets = buckets with { Counts = [.. buckets.Counts.Select((count, i) => i == 0 ? count : count - buckets.Counts[i - 1])] } })],
    };

    private static ImmutableArray<MetricFamily> Shuffled(IEnumerable<MetricFamily> families, Random random) =>
        [.. families.Select(family => family with { Series = [.. family.Series.OrderBy(_ => random.Next())] }).OrderBy(_ => random.Next())];
}
