using System.Buffers;
using VizPipeline.Imaging;
using Xunit;

namespace VizPipeline.Tests;

public class StripPainterTests
{
    [Fact]
    public void A_day_of_many_colours_is_smaller_than_the_predecessors()
    {
        var random = new Random(5);
        var value = 15.0;
        var day = Enumerable.Range(0, StripRow.Columns).Select(c => (value += random.NextDouble() - 0.5) + (8 * Math.Sin(c / 230.0))).ToArray();
        var png = Drawn.Png(Drawn.Strip("redblue", day));
        Assert.False(Drawn.Decode(png).Header.IsIndexed);
        Assert.InRange(png.Length, 120_000, 131_585);
    }

    [Fact]
    public void An_hour_has_a_palette_and_less_than_50_000_bytes()
    {
        var random = new Random(6);
        var hour = Enumerable.Range(0, 60).Select(_ => random.NextDouble()).ToArray();
        var png = Drawn.Png(Drawn.Strip("cyan", 1, (_, c) => hour[Math.Clamp(c - 480, 0, 59)]));
        Assert.True(Drawn.Decode(png).Header.IsIndexed);
        Assert.InRange(png.Length, 45_000, 49_999);
    }

    [Fact]
    public void Colours_of_rows_without_height_do_not_count()
    {
        var strip = Drawn.Strip("redblue", 300, (r, c) => (r * 1440) + c);
        Assert.True(Drawn.Decode(Drawn.Png(new StripPainter(), Drawn.Strip("redblue", 1000, (r, _) => r), new StripSize(100, 1))).Header.IsIndexed);
        Assert.False(Drawn.Decode(Drawn.Png(new StripPainter(), strip, new StripSize(300, 1))).Header.IsIndexed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 200)]
    [InlineData(2500, 1680)]
    public void A_preview_has_a_line_for_each_row_and_never_more_than_a_full_picture(int rows, int lines) =>
        Assert.Equal((1440, lines), (StripSize.Preview(rows).Width, StripSize.Preview(rows).Height));

    [Fact]
    public void Equal_bounds_give_the_middle_colour_whatever_the_value()
    {
        var strip = new Strip([new FlatRow(99)], 7, 7, Palettes.Find("redblue")!);
        Assert.Equal([247, 235, 228], Drawn.Decode(Drawn.Png(new StripPainter(), strip, StripSize.Preview(1))).Pixels[..3]);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 9, 0)]
    [InlineData(1, 1, double.NaN)]
    [InlineData(1, 1, 2)]
    public void Sizes_and_scales_that_cannot_be_are_refused(int lines, int scale, double min)
    {
        var strip = new Strip([new FlatRow(1)], min, 1, Palettes.Find("red")!);
        Assert.Throws<ArgumentException>(() => new StripPainter().Paint(strip, new StripSize(lines, scale), new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void A_strip_without_rows_is_refused() => Assert.Throws<ArgumentException>(
        () => new StripPainter().Paint(new Strip([], 0, 1, Palettes.Find("red")!), StripSize.Full, new ArrayBufferWriter<byte>()));
}
