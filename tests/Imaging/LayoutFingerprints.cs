using System.Security.Cryptography;
using VizPipeline.Imaging;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A change of one byte here changes CIDs: it needs a new <see cref="StripPainter.Layout"/> and a new section in ADR 0002.</summary>
public class LayoutFingerprints
{
    [Theory]
    [InlineData("constant", 1680, 4, "-")]
    [InlineData("only column 719 differs", 1680, 4, "-")]
    [InlineData("noise, 1 rows", 1680, 4, "-")]
    [InlineData("noise, 2500 rows", 1680, 4, "-")]
    [InlineData("256 colours", 1680, 4, "-")]
    [InlineData("257 values", 1680, 4, "-")]
    [InlineData("slopes", 1680, 4, "-")]
    [InlineData("bends", 1680, 4, "-")]
    [InlineData("slopes", 200, 1, "-")]
    [InlineData("256 colours", 1, 1, "-")]
    [InlineData("256 colours", 7, 2, "-")]
    [InlineData("bends", 100, 3, "-")]
    [InlineData("slopes", 100, 2, "-")]
    [InlineData("slopes", 100, 3, "-")]
    [InlineData("slopes", 100, 8, "-")]
    public void The_bytes_of_layout_1_are_what_they_were(string name, int lines, int scale, string sha256)
    {
        Assert.Equal(1, StripPainter.Layout);
        var png = Drawn.Png(new StripPainter(), MadeUpStrip.All[name].Strip, new StripSize(lines, scale));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(png)));
    }
}
