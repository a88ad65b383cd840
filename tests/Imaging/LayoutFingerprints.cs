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
    [InlineData("noise, 2500 rows", 1680, 4, "45073b927b15655b91fd0c6a5f4bf02f")]
    [InlineData("256 colours", 1680, 4, "2655a536b5c5ee1ee6ff790ba2d6bc0c")]
    [InlineData("257 values", 1680, 4, "0a755e4cbeed2088ea1c41d9312edd49")]
    [InlineData("slopes", 1680, 4, "4a96fd38dcdfd95ec2709291b9d3c534")]
    [InlineData("bends", 1680, 4, "fe2dbaeebf84b692155b5a26c716a23f")]
    [InlineData("slopes", 200, 1, "0baf6f09c2b605b2bc2e1bd596d54d8c")]
    [InlineData("256 colours", 1, 1, "d0c5df39bb1085e87463724b79932ecb")]
    [InlineData("256 colours", 7, 2, "a21caf567d4715faf8e51929465eeb30")]
    [InlineData("bends", 100, 3, "3cbb9285249c12b9d92eb0c2b4bf494d")]
    [InlineData("slopes", 100, 2, "c65cd485c4fa5f05783dd0583c5e7e44")]
    [InlineData("slopes", 100, 3, "8b9a2ba11b7ac73dde87868fd18fd60e")]
    [InlineData("slopes", 100, 8, "952dcf905ca51e2407b74bf3efe08bf3")]
    public void The_bytes_of_layout_2_are_what_they_were(string name, int lines, int scale, string start)
    {
        Assert.Equal(2, StripPainter.Layout);
        var png = Drawn.Png(new StripPainter(), MadeUpStrip.All[name].Strip, new StripSize(lines, scale));
        Assert.Equal(start, Convert.ToHexStringLower(SHA256.HashData(png).AsSpan(0, 16)));
    }
}
