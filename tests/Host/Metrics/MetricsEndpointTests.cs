using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public class MetricsEndpointTests
{
    [Theory]
    [InlineData("9464", "127.0.0.1:9464")]
    [InlineData(":9464", "127.0.0.1:9464")]
    [InlineData("0", "127.0.0.1:0")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("0.0.0.0:65535", "0.0.0.0:65535")]
    [InlineData("10.1.2.3:9464", "10.1.2.3:9464")]
    [InlineData("[::]:9464", "[::]:9464")]
    [InlineData("[fe80::1]:1", "[fe80::1]:1")]
    public void A_port_stands_alone_or_after_an_address(string text, string endpoint) => Assert.Equal(endpoint, MetricsEndpoint.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 9464")]
    [InlineData("0x10")]
    [InlineData("1.2.3:80")]
    [InlineData("127.1:80")]
    [InlineData("::1:80")]
    [InlineData("[::1]")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("example.org:80")]
    [InlineData("http://127.0.0.1:80")]
    public void Anything_else_is_none(string text) => Assert.Null(MetricsEndpoint.Parse(text));
}
