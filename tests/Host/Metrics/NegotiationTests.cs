using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class NegotiationTests
{
    [Theory]
    [InlineData(null, TextFormat.Prometheus)]
    [InlineData("", TextFormat.Prometheus)]
    [InlineData("*/*", TextFormat.Prometheus)]
    [InlineData("text/html, text/plain;q=0.1", TextFormat.Prometheus)]
    [InlineData("application/openmetrics-text", TextFormat.OpenMetrics)]
    [InlineData("Application/OpenMetrics-Text; version=1.0.0; charset=utf-8", TextFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", TextFormat.OpenMetrics)]
    [InlineData("text/plain;version=0.0.4;q=0.5, application/openmetrics-text;q=0.4", TextFormat.Prometheus)]
    [InlineData("text/plain;q=0.4, application/openmetrics-text;q=0.5", TextFormat.OpenMetrics)]
    [InlineData("text/plain, application/openmetrics-text", TextFormat.Prometheus)]
    [InlineData("application/openmetrics-text;q=0, */*;q=0.1", TextFormat.Prometheus)]
    [InlineData("application/openmetrics-text;version=0.0.1", TextFormat.Prometheus)]
    [InlineData("application/openmetrics-text;version=2.0.0;q=1, text/plain;q=0.1", TextFormat.Prometheus)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.2", TextFormat.OpenMetrics)]
    [InlineData("this is ; not a , list;;", TextFormat.Prometheus)]
    internal void The_format_is_the_one_that_is_liked_best(string? accept, TextFormat format) => Assert.Equal(format, Negotiation.FormatFor(accept));

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip", true)]
    [InlineData("br, GZIP;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("*;q=0.5, gzip;q=0", false)]
    [InlineData("gzip;q=0.5, identity", false)]
    [InlineData("deflate, br", false)]
    public void It_is_packed_for_those_who_like_that(string? accept, bool isPacked) => Assert.Equal(isPacked, Negotiation.WantsGzip(accept));
}
