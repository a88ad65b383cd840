using System.Collections.Immutable;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real run that sends its metrics to a receiver of OTLP over HTTP.</summary>
public sealed class OtlpTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_receiver_gets_the_figures_of_the_summary_before_the_run_ends()
    {
        await using var receiver = await SmallServer.StartAsync(200, "");
        var result = await RunAsync(receiver.Address);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("metrics:", result.Errors, StringComparison.Ordinal);

        var sent = receiver.Seen.Last(seen => seen.Target != "/v1/traces");
        Assert.Equal(("POST", "/v1/metrics", "application/x-protobuf", "Bearer of-the-test"), (sent.Method, sent.Target, sent.ContentType, sent.Authorization));
        var metrics = Read(sent.Body);
        using var told = System.Text.Json.JsonDocument.Parse(result.Output);
        var done = told.RootElement.GetProperty("windows").GetProperty("done").GetDouble();
        Assert.Equal(done, metrics[("vizpipeline.stage.items", "outcome=ok,stage=cleanup")]);
        Assert.Equal(done, metrics[("vizpipeline.windows", "state=done")]);
        Assert.Equal(done, metrics[("vizpipeline.picture.bytes", "")]);
        Assert.Equal(1, metrics[("vizpipeline.backfill.progress", "")]);
        Assert.Empty(metrics.Keys.Select(key => key.Name).Except(MetricNames.All.Select(metric => metric.Instrument)));
    }

    [Fact]
    public async Task A_receiver_that_is_away_changes_nothing()
    {
        var receiver = await SmallServer.StartAsync(200, "");
        var address = receiver.Address;
        await receiver.DisposeAsync();
        var result = await RunAsync(address);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("of-the-test", result.Output + result.Errors, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(Uri receiver) => Viz.RunAsync(
        ["backfill", "--source", MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600), "--home", _folder["home"], "--json", "--debug"],
        _folder.Path,
        ("VIZ_SCALE", "1"), ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.OriginalString), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer of-the-test"));

    /// <summary>Sums and gauges with their values, histograms with their counts: opentelemetry/proto/metrics/v1/metrics.proto.</summary>
    private static ImmutableDictionary<(string Name, string Labels), double> Read(byte[] request)
    {
        var points = ImmutableDictionary.CreateBuilder<(string, string), double>();
        foreach (var metric in new ProtoMessage(request).Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
        {
            const int gauge = 5, sum = 7, histogram = 9;
            foreach (var kind in (int[])[gauge, sum])
            {
                foreach (var point in metric.Messages(kind).SelectMany(values => values.Messages(1))) points.Add((metric.Text(1), Labels(point.Messages(7))), point.Has(4) ? point.Double(4) : (long)point.Number(6));
            }

            foreach (var point in metric.Messages(histogram).SelectMany(values => values.Messages(1))) points.Add((metric.Text(1), Labels(point.Messages(9))), point.Number(4));
        }

        return points.ToImmutable();
    }

    private static string Labels(IEnumerable<ProtoMessage> attributes) =>
        string.Join(',', attributes.Select(attribute => $"{attribute.Text(1)}={attribute.Message(2).Text(1)}").Order(StringComparer.Ordinal));
}
