using System.Security.Cryptography;
using VizPipeline.Imaging;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The first 16 bytes of SHA-256. A change of one byte here changes CIDs: it needs a new <see cref="StripPainter.Layout"/> and a new section in ADR 0002.</summary>
public class LayoutFingerprints
{
    [Theory]
    [InlineData("constant", 1680, 4, "82d69613d3ff942988fd3da64c2659a0")]
    [InlineData("only column 719 differs", 1680, 4, "fababe9ea515a106475afe24e06d578f")]
    [InlineData("noise, 1 rows", 1680, 4, "7678123a469439875a18fb820e7b4951")]
    [InlineData("noise, 2500 rows", 1680, 4, "b735238ea31bfaf32c48eb533159e490")]
    [InlineData("256 colours", 1680, 4, "3ec8bfa46d7062f11c70d9b213074910")]
    [InlineData("257 values", 1680, 4, "9044a482de435ba09493599922392b11")]
    [InlineData("slopes", 1680, 4, "e216d602c974b04cf68948e924944b14")]
    [InlineData("bends", 1680, 4, "f26febf6049434ef5f8ed6a647c8e324")]
    [InlineData("slopes", 200, 1, "e96cb42a0a9b95a0d77439f89a5d75c3")]
    [InlineData("256 colours", 1, 1, "d0c5df39bb1085e87463724b79932ecb")]
    [InlineData("256 colours", 7, 2, "efcadcd4980fe0c271fb87d319efbe0f")]
    [InlineData("bends", 100, 3, "c7d9aae3277eb8c6eb50534298ddf66f")]
    [InlineData("slopes", 100, 2, "b6b474ba4d23d3c9657e9bec23d9a69a")]
    [InlineData("slopes", 100, 3, "3807988a825f8c6609697ee771bd313b")]
    [InlineData("slopes", 100, 8, "882994c6e931899333f5862c42f95a07")]
    public void The_bytes_of_layout_1_are_what_they_were(string name, int lines, int scale, string start)
    {
        Assert.Equal(1, StripPainter.Layout);
        var png = Drawn.Png(new StripPainter(), MadeUpStrip.All[name].Strip, new StripSize(lines, scale));
        Assert.Equal(start, Convert.ToHexStringLower(SHA256.HashData(png).AsSpan(0, 16)));
    }
}
