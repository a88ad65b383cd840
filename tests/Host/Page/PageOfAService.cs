using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>The page of a real service.</summary>
public sealed class PageOfAService : IAsyncLifetime
{
    private const string Failed = "temperature:daily:2025-10-25";
    private const string Why = "pin: the provider was away";
    private const int Days = 3;

    // A step may need a few seconds on a busy machine, and the page up to half a minute to try again.
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToContainTextOptions PatientText = new() { Timeout = 60_000 };

    private readonly ServedHome _home = new(Days);
    private Browser? _browser;

    public async ValueTask InitializeAsync()
    {
        await _home.DrawAsync();
        await _home.FailAsync(Failed, Why);
        await _home.StartAsync();
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task A_backfill_is_begun_and_watched_to_its_end_and_its_pictures_swap_in()
    {
        await using var visit = await OpenAsync();
        var latest = visit["[data-sensor=temperature] figure.daily .scale"];
        var before = await latest.TextContentAsync();
        _home.Change(Days - 1, Days);
        await visit["#steering summary"].ClickAsync();
        await TypeKeyAsync(visit, ServedHome.Key);
        await visit["#retry"].SelectOptionAsync("stale");
        await visit["#look"].ClickAsync();
        await Expect(visit["#backfill-said"]).ToContainTextAsync(new Regex(@"It would draw \d+\spictures"), PatientText);
        await visit["#begin"].ClickAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "done", Patient);
        await Expect(visit["#backfills li"]).ToContainTextAsync(new Regex(@"\d+ pictures \("));
        Assert.True(await visit["#backfills progress"].EvaluateAsync<bool>("bar => bar.max > 1 && bar.value === bar.max"));
        await Expect(latest).Not.ToHaveTextAsync(before!);
        await Expect(visit["#state"]).ToContainTextAsync(new Regex(@"In the last minute[1-9]"));
        Assert.Single(visit.Requests, $"{_home.Address}");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_failure_is_retried_with_the_keyboard_alone()
    {
        await using var visit = await OpenAsync();
        await Expect(visit["#failed .failure"]).ToContainTextAsync($"Temperature, daily, 25 Oct 2025{Why} · 5\u00a0attempts, not tried again by itself");
        await Expect(visit["#day-2025-10-25"]).ToHaveAttributeAsync("data-state", "failed");
        var retry = $"retry-{Failed}";
        await TabToAsync(visit.Page, retry);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#failed .came"]).ToContainTextAsync("That needs an API key");
        await Expect(visit["#key"]).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(ServedHome.Key);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#key-said"]).ToHaveTextAsync("A key is kept until this tab is closed.");
        await TabToAsync(visit.Page, retry);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#failures-said"]).ToHaveTextAsync("Temperature, 2025-10-25: drawn.", new() { Timeout = 60_000 });
        await Expect(visit["#failed .failure"]).ToHaveCountAsync(0);
        await Expect(visit["#failures"]).ToBeFocusedAsync();
        await Expect(visit["#day-2025-10-25"]).ToHaveAttributeAsync("data-state", "done");
        await Expect(visit["#totals [data-state=failed] dd"]).ToHaveTextAsync("0", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_failure_is_retried_from_its_day_which_then_shows_its_picture()
    {
        await using var visit = await OpenAsync();
        await TypeKeyAsync(visit, ServedHome.Key);
        await visit["#day-2025-10-25"].ClickAsync();
        await Expect(visit["#shown .state"].First).ToContainTextAsync("failed");
        await visit["#shown .retry"].ClickAsync();
        await Expect(visit["#shown img"]).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Expect(visit["#shown .numbers"]).ToContainTextAsync("Readings");
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_a_right_one_stands_neither_on_the_page_nor_in_its_address()
    {
        await using var visit = await OpenAsync();
        await visit["#steering summary"].ClickAsync();
        await TypeKeyAsync(visit, "not-a-key-of-the-tests");
        await visit["#look"].ClickAsync();
        await Expect(visit["#backfill-said"]).ToHaveTextAsync("The server does not know this key; type another.");
        await Expect(visit["#key"]).ToBeFocusedAsync();
        await TypeKeyAsync(visit, ServedHome.Key);
        await visit["#look"].ClickAsync();
        await Expect(visit["#backfill-said"]).ToContainTextAsync("nothing to draw", PatientText);
        Assert.DoesNotContain(ServedHome.Key, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("", await visit["#key"].InputValueAsync());
        Assert.DoesNotContain(visit.Requests, address => address.Contains(ServedHome.Key, StringComparison.Ordinal));
        await visit["#forget"].ClickAsync();
        Assert.Null(await visit.Page.EvaluateAsync<string?>("() => sessionStorage.getItem('viz.key')"));
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_told_and_regained_and_what_came_meanwhile_is_shown()
    {
        await using var visit = await OpenAsync();
        await Expect(visit["#headline"]).ToHaveTextAsync(new Regex(@"^\d+\spictures"));
        var before = await visit["#headline"].TextContentAsync();
        await _home.StopAsync();
        await Expect(visit["#connection"]).ToHaveAttributeAsync("data-state", "lost", Patient);
        await Expect(visit["#connection"]).ToContainTextAsync("Connection lost");
        await Expect(visit["[data-sensor=temperature] figure"]).ToHaveCountAsync(3);
        await Expect(visit["#headline"]).ToHaveTextAsync(before!);

        _home.Change(Days, Days + 1);
        await _home.StartAsync();
        await Expect(visit["#connection"]).ToHaveAttributeAsync("data-state", "live", Patient);
        await Expect(visit["#headline"]).Not.ToHaveTextAsync(before!, new() { Timeout = 60_000 });
        await Expect(visit["[data-sensor=temperature] figure.daily .when"]).ToContainTextAsync("Monday, 27 October 2025", PatientText);
        await Expect(visit["#day-2025-10-27"]).ToHaveAttributeAsync("data-state", "done", Patient);
        Assert.Single(visit.Requests, $"{_home.Address}");
    }

    [Fact]
    public async Task On_a_phone_failures_and_backfills_fit()
    {
        await using var visit = await OpenAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });
        await visit["#steering summary"].ClickAsync();
        await TypeKeyAsync(visit, ServedHome.Key);
        await visit["#begin"].ClickAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "done", Patient);
        await Expect(visit["#failed .failure"]).ToHaveCountAsync(1);
        Assert.Equal(320, await visit.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, innerWidth)"));
    }

    private async Task<Visit> OpenAsync(BrowserNewContextOptions? reader = null)
    {
        var visit = await _browser!.OpenAsync($"{_home.Address}", reader);
        await Expect(visit["#connection"]).ToHaveAttributeAsync("data-state", "live", Patient);
        await Expect(visit["#state"]).ToContainTextAsync("Caught up", PatientText);
        return visit;
    }

    private static async Task TypeKeyAsync(Visit visit, string key)
    {
        await visit["#steering"].EvaluateAsync("details => { details.open = true; }");
        await visit["#key"].FillAsync(key);
        await visit["#key"].PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var pressed = 0; pressed < 200; pressed++)
        {
            if (await page.EvaluateAsync<string>("() => document.activeElement.id") == id) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"the Tab key does not lead to {id}");
    }
}
