using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(PageOnDoor))]
public class PageForEveryone(PageOnDoor page)
{
    [Fact]
    public async Task Nothing_but_the_server_is_asked_and_nothing_goes_wrong()
    {
        await using var visit = await page.OpenAsync();
        await visit["#day-2025-11-04"].ClickAsync();
        await visit[".hours button"].First.ClickAsync();
        await visit["#close"].ClickAsync();
        await visit["#previous-month"].ClickAsync();
        await Expect(visit["#day-2025-10-01 .word"]).ToContainTextAsync("–");
        Assert.All(visit.Requests, address => Assert.True(
            address.StartsWith($"{page.Address}", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_page_holds_no_script_and_no_style_of_its_own()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(page.Address, TestContext.Current.CancellationToken);
        var markup = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("default-src 'self'", string.Join(';', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<style|<script>|<[a-z][^>]*\s(on[a-z]+|style)\s*=", markup);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Its_parts_are_kept_for_ever_under_names_that_change_with_them()
    {
        await using var visit = await page.OpenAsync();
        using var http = new HttpClient();
        var parts = visit.Requests.Where(address => address.Contains("/assets/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, parts.Count);
        foreach (var part in parts)
        {
            using var answer = await http.GetAsync(new Uri(part), TestContext.Current.CancellationToken);
            Assert.Matches(@"/page-[0-9a-f]{16}\.(css|js)$", part);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        }

        using var old = await http.GetAsync(new Uri(page.Address, "/assets/page-0000000000000000.js"), TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)old.StatusCode);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(400)]
    public async Task A_phone_never_has_to_scroll_sideways(int width)
    {
        await using var visit = await page.OpenAsync("#temperature/2025-11", new() { ViewportSize = new() { Width = width, Height = 700 } });
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        await visit["#steering summary"].ClickAsync();
        Assert.Equal(width, await Widest(visit.Page));
        await visit["#day-2025-11-02"].ClickAsync();
        await Expect(visit["#day-title"]).ToBeVisibleAsync();
        Assert.Equal(width, await Widest(visit.Page));
    }

    [Fact]
    public async Task The_keyboard_alone_opens_a_day_and_leads_back()
    {
        await using var visit = await page.OpenAsync("#temperature/2025-11");
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit[".skip"]).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await TabTo(visit.Page, "day-2025-11-01");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Sunday, 2 November 2025");
        await TabTo(visit.Page, "day-after");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Monday, 3 November 2025");
        await Expect(visit["#day-after"]).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit["#day-2025-11-03"]).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Every_strip_says_its_numbers()
    {
        await using var visit = await page.OpenAsync("#temperature/2025-11-04");
        await Expect(visit[".hours button"]).ToHaveCountAsync(24);
        var texts = await visit[".strip"].EvaluateAllAsync<string[]>("strips => strips.map(s => s.alt ?? s.getAttribute('aria-label'))");
        Assert.True(texts.Length > 30);
        Assert.All(texts, text => Assert.Matches(@": [\d,.]+ \S+ to [\d,.]+ \S+, [\d,]+ readings$|: failed", text.Replace('\u00a0', ' ')));
    }

    [Fact]
    public async Task Every_control_has_a_name_and_every_region_a_heading()
    {
        await using var visit = await page.OpenAsync();
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveCountAsync(1);
        await visit["#steering summary"].ClickAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('button, input, select, a')].filter(node => !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length)).length"));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('[aria-labelledby]')].filter(node => node.offsetParent && !document.getElementById(node.getAttribute('aria-labelledby'))?.textContent).length"));
        Assert.Equal(["H1", "H2"], await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('h1, h2')].slice(0, 2).map(node => node.tagName)"));
    }

    [Fact]
    public async Task The_page_follows_the_colour_scheme_of_the_reader()
    {
        await using var light = await page.OpenAsync("", new() { ColorScheme = ColorScheme.Light });
        await using var dark = await page.OpenAsync("", new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 252, 240)", await light["html"].EvaluateAsync<string>("page => getComputedStyle(page).backgroundColor"));
        Assert.Equal("rgb(16, 15, 15)", await dark["html"].EvaluateAsync<string>("page => getComputedStyle(page).backgroundColor"));
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce, "none")]
    [InlineData(ReducedMotion.NoPreference, "arrive")]
    public async Task What_is_swapped_in_moves_only_for_those_who_do_not_mind(ReducedMotion wish, string animation)
    {
        await using var visit = await page.OpenAsync("", new() { ReducedMotion = wish });
        await Expect(visit[".sensor"]).ToHaveCountAsync(3);
        Assert.Equal(animation, await visit["figure.daily"].First.EvaluateAsync<string>(
            "figure => { figure.classList.add('fresh'); return getComputedStyle(figure.querySelector('.strip')).animationName; }"));
    }

    private static Task<int> Widest(IPage page) => page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, innerWidth)");

    private static async Task TabTo(IPage page, string id)
    {
        for (var pressed = 0; pressed < 100; pressed++)
        {
            if (await page.EvaluateAsync<string>("() => document.activeElement.id") == id) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the Tab key does not lead to {id}");
    }
}
