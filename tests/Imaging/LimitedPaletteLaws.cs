using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A limited palette has at most 256 colours, and no channel of any is more than 2 levels from the exact one.</summary>
public class LimitedPaletteLaws
{
    private static readonly Gen<Palette> Ramps = Gen.OneOf(
        Gen.Elements(Palettes.All.AsEnumerable()),
        from seed in Gen.Choose(0, int.MaxValue)
        from stops in Gen.Choose(2, 7)
        select new Palette("own", Any(new Random(seed), stops)));

    private static ImmutableArray<Rgb> Any(Random random, int stops)
    {
        var edge = random.Next(2) == 0;
        byte Level() => edge ? (byte)(random.Next(2) * 255) : (byte)random.Next(256);
        return [.. Enumerable.Range(0, stops).Select(_ => new Rgb(Level(), Level(), Level()))];
    }

    private static bool Is_near_and_small(Func<Palette, Func<double, Rgb>> limit, Palette exact)
    {
        var at = limit(exact);
        var colours = new HashSet<Rgb>();
        for (var i = 0; i <= 40_000; i++)
        {
            var t = i / 40_000.0;
            var (one, other) = (at(t), exact.At(t));
            colours.Add(one);
            if (Math.Abs(one.R - other.R) > 2 || Math.Abs(one.G - other.G) > 2 || Math.Abs(one.B - other.B) > 2) return false;
        }
        return colours.Count <= 256;
    }

    [Fact]
    public void Every_colour_is_within_two_levels_and_there_are_at_most_256() =>
        Law.Holds(Ramps.Where(palette => palette.Limited() is not null), palette => Is_near_and_small(exact => exact.Limited()!.At, palette), runs: 60);

    [Fact]
    public void The_law_refutes_a_palette_of_equal_steps_whatever_the_colours() =>
        Mutant.IsRefuted(Ramps, palette => Is_near_and_small(exact => t => exact.At(Math.Round(t * 255) / 255), palette));

    [Fact]
    public void The_law_refutes_a_palette_that_is_not_limited() => Mutant.IsRefuted(Ramps, palette => Is_near_and_small(exact => exact.At, palette));

    [Fact]
    public void Every_built_in_palette_can_be_limited() => Assert.All(Palettes.All, palette => Assert.True(palette.Limited()!.IsLimited));

    [Fact]
    public void A_palette_of_too_many_far_colours_cannot_be_limited() =>
        Assert.Null(new Palette("far", [.. Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? new Rgb(0, 0, 0) : new Rgb(255, 255, 255))]).Limited());

    [Fact]
    public void A_strip_of_every_colour_becomes_an_indexed_picture_of_the_limited_colours()
    {
        var palette = Palettes.Find("redblue")!.Limited()!;
        var strip = Drawn.Strip("redblue", 2, (r, c) => (r * 1440) + c) with { Palette = palette };
        var (header, pixels) = Drawn.Decode(Drawn.Png(new StripPainter(), strip, StripSize.Preview(2)));
        Assert.True(header.IsIndexed);
        Assert.Equal(new PlainPainter().Pixels(strip, StripSize.Preview(2)), pixels);
        Assert.False(palette.Equals(Palettes.Find("redblue")));
    }
}
