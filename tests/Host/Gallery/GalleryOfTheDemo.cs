using System.Text.Json;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>What a stranger sees: the demo run by the real executable, its page opened in a real browser.</summary>
public sealed class GalleryOfTheDemo
{
    [Fact]
    public async Task The_demo_shows_a_week_of_pictures_and_finds_nothing_to_do_the_second_time()
    {
        using var folder = new TempFolder();
        var first = await Viz.RunAsync(["demo", "--json"], folder.Path);
        Assert.Equal(0, first.ExitCode);
        using var document = JsonDocument.Parse(first.Output);
        Assert.Equal(1032, document.RootElement.GetProperty("windows").GetProperty("done").GetInt64());

        await using var browser = await Browser.StartAsync();
        await using (var visit = await browser.OpenAsync(new Uri(folder["viz-data/gallery/index.html"]).AbsoluteUri + "#temperature/2025-11-02"))
        {
            await Expect(visit["#headline"]).ToHaveTextAsync("1,032 pictures of 3 sensors");
            await Expect(visit["#totals [data-state=empty] dd"]).ToHaveTextAsync("3");
            await Expect(visit["#totals [data-state=failed] dd"]).ToHaveTextAsync("0");
            await Expect(visit["#totals [data-state=planned] dd"]).ToHaveTextAsync("0");
            await Expect(visit["dialog[open]"]).ToContainTextAsync("2 November 2025");
            await Expect(visit["dialog[open]"]).ToContainTextAsync("01:00−07");
            await Expect(visit["dialog[open]"]).ToContainTextAsync("01:00−08");
            Assert.Empty(visit.Complaints);
            Assert.DoesNotContain("NaN", await visit.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        }

        var second = await Viz.RunAsync(["demo"], folder.Path);
        Assert.Equal(0, second.ExitCode);
        Assert.StartsWith("nothing to do", second.Output, StringComparison.Ordinal);
    }
}
