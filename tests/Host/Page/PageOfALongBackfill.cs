using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

/// <summary>A backfill that cannot end before its uploads are let go.</summary>
public sealed class PageOfALongBackfill
{
    private const int Days = 2;

    [Fact]
    public async Task It_is_found_again_by_who_comes_later_and_called_off()
    {
        await using var uploads = await HeldUploads.StartAsync();
        await using var home = new ServedHome(Days, uploads.Environment);
        await home.DrawAsync();
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
        await uploads.BegunAsync(TestContext.Current.CancellationToken);

        await visit.Page.ReloadAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "running");
        var answer = await visit.Page.RunAndWaitForResponseAsync(() => visit["#backfills button"].ClickAsync(), response => response.Request.Method == "DELETE");
        Assert.Equal(202, answer.Status);
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "stopping");
        // The first day of the first sensor has begun, and nothing else ever does.
        await uploads.LetGoAsync();
        await Expect(visit["#backfills li"]).ToHaveAttributeAsync("data-state", "cancelled", new() { Timeout = 60_000 });
        await Expect(visit["#backfills .facts"]).ToHaveTextAsync(new Regex(@"\d left"));
        await Expect(visit["#backfills button"]).ToBeHiddenAsync();
    }
}
