using System.Text.RegularExpressions;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public partial class PaletteTests
{
    [Theory]
    [InlineData("redblue", "1E3A5C 5D99C5 F7EBE4 CC493E 733823")]
    [InlineData("cyan", "101F1D 164F4A 2F968D 87D3C3 DDF1E4")]
    [InlineData("purple", "1A1623 31234E 735EB5 C4B9E0 F0EAEC")]
    public void The_check_colours_at_quarters_are_exact(string name, string colours)
    {
        var palette = Palettes.Find(name)!;
        Assert.Equal(colours, string.Join(' ', new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(t => palette.At(t))));
    }

    [Fact]
    public void The_stops_are_those_of_the_page_on_pictures()
    {
        var page = File.ReadAllText(Checkout.File("docs/pictures.md"));
        var written = StopsOnPage().Matches(page).Select(line => $"{line.Groups[1].Value} {line.Groups[2].Value}").Order(StringComparer.Ordinal);
        Assert.Equal(Palettes.All.Select(palette => $"{palette.Name} {string.Join(' ', palette.Stops)}").Order(StringComparer.Ordinal), written);
    }

    [Theory]
    [InlineData("REDBLUE")]
    [InlineData("viridis")]
    [InlineData("")]
    public void A_name_that_is_not_exactly_one_of_the_eight_finds_nothing(string name)
    {
        Assert.Null(Palettes.Find(name));
        Assert.Equal(8, Palettes.All.Length);
    }

    [GeneratedRegex("^    ([a-z]+) +((?:[0-9A-F]{6} )+[0-9A-F]{6})$", RegexOptions.Multiline)]
    private static partial Regex StopsOnPage();
}
