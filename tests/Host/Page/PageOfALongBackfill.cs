using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>A backfill that takes a while.</summary>
public sealed class PageOfALongBackfill
{
    private const int Days = 40;

    [Fact]
    public async Task It_is_found_again_by_who_comes_later_and_called_off()
    {
        await using var home = new ServedHome(Days);
        await home.StartAsync();
        await using var browser = await Browser.StartAsync();
        await using var visit = await browser.OpenAsync($"{home.Address}");
        await Expect(visit["#state"]).ToContainTextAsync("Caught up", new() { Timeout = 120_000 });
        await visit["#steering summary"].ClickAsync();
        await visit["#key"].FillAsync(ServedHome.Key);
        await visit["#key"].PressAsync("Enter");
        await visit["#retry"].SelectOptionAsync("all");
        await visit["#begin"].ClickAsync();
        await Expect(visit["#backfills li"]).ToHaveCountAsync(1);

        await visit.Page.ReloadAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "running");
        await visit["#backfills button"].ClickAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "cancelled", new() { Timeout = 60_000 });
        await Expect(visit["#backfills .facts"]).ToHaveTextAsync(new Regex(@"\d left"));
        await Expect(visit["#backfills button"]).ToBeHiddenAsync();
    }
}
