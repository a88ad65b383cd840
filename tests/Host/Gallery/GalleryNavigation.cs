using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(GalleryOnDisk))]
public class GalleryNavigation(GalleryOnDisk gallery)
{
    [Fact]
    public async Task The_keyboard_alone_opens_reads_and_closes_a_day()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11");
        await Expect(visit["#day-2025-11-01 .word"]).ToHaveTextAsync(new Regex(@"\d"));
        await TabToAsync(visit, "#day-2025-11-01");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual("none", await visit["#day-2025-11-02"].EvaluateAsync<string>("cell => getComputedStyle(cell).outlineStyle"));
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Sunday, 2 November 2025");
        await TabToAsync(visit, ".hours li:nth-child(3) button");
        await visit.Page.Keyboard.PressAsync("Space");
        await Expect(visit["#shown .when"]).ToContainTextAsync("−08:00");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit["#day"]).Not.ToBeVisibleAsync();
        await Expect(visit["#day-2025-11-02"]).ToBeFocusedAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("#temperature/2025-11$"));
    }

    [Fact]
    public async Task Turning_days_from_the_keyboard_keeps_its_place_across_months()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11");
        await visit["#day-2025-11-02"].PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Sunday, 2 November 2025");
        await visit["#day-before"].PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Saturday, 1 November 2025");
        await Expect(visit["#day-before"]).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit["#day-title"]).ToHaveTextAsync("Friday, 31 October 2025");
        await visit["#close"].ClickAsync();
        await Expect(visit["#day-2025-10-31"]).ToBeFocusedAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("October 2025");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("#temperature/2025-10$"));
    }

    [Fact]
    public async Task The_back_button_closes_the_day_and_stays_on_the_page()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-10");
        await visit["#day-2025-10-02"].ClickAsync();
        await Expect(visit["#day-title"]).ToBeVisibleAsync();
        await visit.Page.GoBackAsync();
        await Expect(visit["#day"]).Not.ToBeVisibleAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("October 2025");
    }

    [Theory]
    [InlineData("#humidity/2025-10-14", "Humidity", "Tuesday, 14 October 2025")]
    [InlineData("#pressure/2025-09-01", "Pressure", "Monday, 1 September 2025")]
    public async Task A_link_leads_to_its_day(string hash, string sensor, string title)
    {
        await using var visit = await gallery.OpenAsync(hash);
        await Expect(visit["#day-title"]).ToHaveTextAsync(title);
        await Expect(visit["#day .name"]).ToHaveTextAsync(sensor);
    }

    [Theory]
    [InlineData("#nonsense")]
    [InlineData("#temperature/1999-01-01")]
    [InlineData("#wind/2025-11-02x")]
    [InlineData("#temperature/2025-11-31")]
    public async Task A_link_to_nowhere_leads_to_the_newest_month(string hash)
    {
        await using var visit = await gallery.OpenAsync(hash);
        await Expect(visit["#month h3"]).ToHaveTextAsync("November 2025");
        await Expect(visit["#day"]).Not.ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit[selector].EvaluateAsync<bool>("node => node === document.activeElement")) return;
        }

        Assert.Fail($"{selector} cannot be reached with the Tab key");
    }
}
