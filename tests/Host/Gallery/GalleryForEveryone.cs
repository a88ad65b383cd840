using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(GalleryOnDisk))]
public class GalleryForEveryone(GalleryOnDisk gallery)
{
    [Fact]
    public async Task The_page_follows_the_colour_scheme_of_the_reader()
    {
        await using var light = await gallery.OpenAsync("", new() { ColorScheme = ColorScheme.Light });
        await using var dark = await gallery.OpenAsync("", new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 252, 240)", await light["html"].EvaluateAsync<string>("page => getComputedStyle(page).backgroundColor"));
        Assert.Equal("rgb(16, 15, 15)", await dark["html"].EvaluateAsync<string>("page => getComputedStyle(page).backgroundColor"));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(400)]
    public async Task A_phone_never_has_to_scroll_sideways(int width)
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11", new() { ViewportSize = new() { Width = width, Height = 700 } });
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, innerWidth)"));
        await visit["#day-2025-11-02"].ClickAsync();
        await Expect(visit["#day-title"]).ToBeVisibleAsync();
        Assert.True(await visit["#day"].EvaluateAsync<bool>("day => day.scrollWidth <= day.clientWidth"));
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }

    [Fact]
    public async Task Nothing_but_the_gallerys_own_files_is_asked_for_and_nothing_goes_wrong()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-02");
        await visit[".hours button"].First.ClickAsync();
        await visit["#close"].ClickAsync();
        await visit["#previous-month"].ClickAsync();
        await Expect(visit["#day-2025-10-01 .word"]).ToContainTextAsync("–");
        var folder = new Uri(Path.Combine(gallery.Home, "gallery")).AbsoluteUri;
        Assert.All(visit.Requests, address => Assert.True(
            address.StartsWith($"{folder}/", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task No_picture_on_the_page_is_wider_than_1440_pixels()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-02");
        await Expect(visit["#shown img"]).ToHaveJSPropertyAsync("complete", true);
        var widths = await visit.Page.EvaluateAsync<int[]>(
            """
            async () => {
              for (const image of document.images) { image.loading = 'eager'; await image.decode(); }
              return [...document.images].map(image => image.naturalWidth);
            }
            """);
        Assert.Equal([1440], widths.Distinct());
    }

    [Fact]
    public async Task Every_strip_has_a_text_alternative()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-04");
        await Expect(visit[".hours button"]).ToHaveCountAsync(24);
        var texts = await visit[".strip"].EvaluateAllAsync<string[]>("strips => strips.map(s => s.alt ?? s.getAttribute('aria-label'))");
        Assert.True(texts.Length > 30);
        Assert.All(texts, text => Assert.Matches(@": [\d,.]+ \S+ to [\d,.]+ \S+, [\d,]+ readings$|: failed", text.Replace('\u00a0', ' ')));
    }

    [Fact]
    public async Task Reduced_motion_means_no_motion()
    {
        await using var still = await gallery.OpenAsync("", new() { ReducedMotion = ReducedMotion.Reduce });
        await using var lively = await gallery.OpenAsync();
        Assert.Equal("0s", await still["#choose button"].First.EvaluateAsync<string>("node => getComputedStyle(node).transitionDuration"));
        Assert.Equal("0.15s", await lively["#choose button"].First.EvaluateAsync<string>("node => getComputedStyle(node).transitionDuration.split(',')[0]"));
    }

    [Fact]
    public async Task No_markup_carries_a_script_or_a_style_of_its_own()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(gallery.Home, "gallery", "index.html"), TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"<[a-z][^>]*\s(on[a-z]+|style)\s*=", page);
        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|https?://", page);
    }
}
