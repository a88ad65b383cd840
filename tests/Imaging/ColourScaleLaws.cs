using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ColourScaleLaws
{
    private delegate Rgb[] Mapping(Palette palette, double min, double max, double[] values);

    private sealed record Case(Palette Palette, double Min, double Max, double[] Values);

    // Among the values are the bounds, the stops between them, their neighbours, and some outside.
    private static Gen<Case> Cases =>
        from palette in Gen.Elements(Palettes.All.AsEnumerable())
        from seed in Gen.Choose(0, int.MaxValue)
        from exponent in Gen.Choose(-300, 300)
        select Make(palette, new Random(seed), Math.Pow(10, exponent));

    private static Case Make(Palette palette, Random random, double unit)
    {
        var (min, range) = ((random.NextDouble() - 0.5) * unit, random.Next(8) == 0 ? 0 : random.NextDouble() * unit);
        var stops = palette.Stops.Select((_, i) => min + (range * i / (palette.Stops.Length - 1)));
        var values = stops.SelectMany(v => new[] { Math.BitDecrement(v), v, Math.BitIncrement(v) })
            .Concat(Enumerable.Range(0, 400).Select(_ => min + (range * ((random.NextDouble() * 1.1) - 0.05))));
        return new(palette, min, min + range, [.. values]);
    }

    private static bool Agrees_with_the_obvious_colour(Mapping map, Case scale)
    {
        var strip = new Strip([new FlatRow(0)], scale.Min, scale.Max, scale.Palette);
        return map(scale.Palette, scale.Min, scale.Max, scale.Values).SequenceEqual(scale.Values.Select(value => PlainPainter.ObviousColour(strip, value)));
    }

    [Fact]
    public void Colours_agree_with_the_obvious_ones() => Law.Holds(Cases, scale => Agrees_with_the_obvious_colour(Fast, scale), runs: 500);

    [Fact]
    public void The_law_refutes_single_precision() => Mutant.IsRefuted(Cases, scale => Agrees_with_the_obvious_colour(Single, scale));

    [Fact]
    public void The_law_refutes_a_scale_without_a_middle() =>
        Mutant.IsRefuted(Cases, scale => Agrees_with_the_obvious_colour((palette, min, max, values) => Fast(palette, min, min == max ? max + 1 : max, values), scale));

    [Fact]
    public void A_range_too_wide_for_a_double_stays_inside_the_palette()
    {
        var palette = Palettes.Find("red")!;
        Assert.All(Fast(palette, double.MinValue, double.MaxValue, [double.MinValue, 0, double.MaxValue]), colour => Assert.Equal(palette.Stops[0], colour));
    }

    private static Rgb[] Fast(Palette palette, double min, double max, double[] values)
    {
        var colours = new uint[values.Length];
        var (scale, places) = (new ColourScale(palette, min, max), values.ToArray());
        Kernel.Best.Place(scale, places);
        Kernel.Best.Mix(scale, places, colours);
        return Array.ConvertAll(colours, colour => new Rgb((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16)));
    }

    private static Rgb[] Single(Palette palette, double min, double max, double[] values) =>
        Array.ConvertAll(values, value => palette.At(max == min ? 0.5f : Math.Clamp((float)((value - min) / (max - min)), 0, 1)));
}
