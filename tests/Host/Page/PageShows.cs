using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(PageOnDoor))]
public class PageShows(PageOnDoor page)
{
    [Fact]
    public async Task The_latest_pictures_and_the_totals()
    {
        await using var visit = await page.OpenAsync();
        await Expect(visit["#headline"]).ToHaveTextAsync(new Regex(@"^[\d,]+\spictures of 3\ssensors$"));
        await Expect(visit[".sensor"]).ToHaveCountAsync(3);
        await Expect(visit["[data-sensor=temperature] figure"]).ToHaveCountAsync(3);
        await Expect(visit["[data-sensor=temperature] .cumulative img"]).ToHaveJSPropertyAsync("naturalWidth", 1440);
        await Expect(visit["#bands img"]).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_year_and_a_month_with_the_numbers_of_every_day()
    {
        await using var visit = await page.OpenAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("November 2025");
        await Expect(visit["#day-2025-11-04"]).ToHaveAttributeAsync("aria-label", new Regex(@"done, .* 2\shours failed$"));
        await Expect(visit["#day-2025-11-05"]).ToHaveAttributeAsync("data-state", "failed");
        await Expect(visit["#month-2025-10"]).ToHaveAttributeAsync("aria-label", "October 2025: 29\u00a0days done, 1\u00a0day empty, 1\u00a0day missing");
        await Expect(visit["#month-2025-07"]).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Months_load_one_at_a_time_and_once()
    {
        await using var visit = await page.OpenStillAsync();
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveTextAsync("2");
        await visit["#previous-month"].ClickAsync();
        await Expect(visit["#day-2025-10-01 .word"]).ToHaveTextAsync(new Regex(@"\d \u2013 \d"));
        await visit["#next-month"].ClickAsync();
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveTextAsync("2");
        Assert.Equal(["2025-10?sensor=temperature", "2025-11?sensor=temperature"], Loaded(visit, "/months/"));
        Assert.Equal(["2025?sensor=temperature"], Loaded(visit, "/years/"));
    }

    [Fact]
    public async Task A_day_with_its_hours()
    {
        await using var visit = await page.OpenAsync();
        await visit["#day-2025-11-02"].ClickAsync();
        await Expect(visit["#day-title"]).ToHaveTextAsync("Sunday, 2 November 2025");
        await Expect(visit[".hours button"]).ToHaveCountAsync(25);
        await visit[".hours button"].Nth(2).ClickAsync();
        await Expect(visit["#shown .when"]).ToContainTextAsync("Hour");
        await Expect(visit["#shown a"]).ToHaveAttributeAsync("href", new Regex(@"^/api/v1/pictures/temperature%3Ahourly%3A2025-11-02T01-0800\?cid=bafkrei"));
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit["#day"]).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_day_by_its_address()
    {
        await using var visit = await page.OpenAsync("#pressure/2025-10-14");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Tuesday, 14 October 2025");
        await Expect(visit["#shown .state"]).ToHaveTextAsync("empty: no reading, so no picture");
    }

    [Fact]
    public async Task What_failed_with_its_reason_as_text()
    {
        await using var visit = await page.OpenAsync();
        await Expect(visit["#failed .failure"]).ToHaveCountAsync(9);
        await Expect(visit["#failed .failure"].First).ToContainTextAsync(SampleHome.Error);
        await Expect(visit["#failed b"].First).ToContainTextAsync("daily, 5 Nov 2025");
    }

    [Fact]
    public async Task That_nothing_can_be_asked_of_a_server_without_a_service()
    {
        await using var visit = await page.OpenAsync();
        await Expect(visit["#connection"]).ToContainTextAsync("Only shows");
        await Expect(visit["#state"]).ToHaveTextAsync("This server only shows: no service runs behind it.");
        await Expect(visit[".retry"]).ToHaveCountAsync(0);
        await visit["#steering summary"].ClickAsync();
        await Expect(visit["#begin"]).ToBeDisabledAsync();
    }

    private static IEnumerable<string> Loaded(Visit visit, string part) =>
        visit.Requests.Where(address => address.Contains(part, StringComparison.Ordinal)).Select(address => address.Split('/')[^1]).Order();
}
