using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(GalleryOnDisk))]
public partial class GalleryLatest(GalleryOnDisk gallery)
{
    [Theory]
    [InlineData("temperature", "°C")]
    [InlineData("humidity", "%")]
    [InlineData("pressure", "hPa")]
    public async Task The_latest_picture_of_each_interval_is_shown_with_unit_numbers_and_time(string sensor, string unit)
    {
        await using var visit = await gallery.OpenAsync();
        var block = visit[$"article[data-sensor={sensor}]"];
        await Expect(block.Locator("h3")).ToContainTextAsync(unit);
        await Expect(block.Locator("figure.daily")).ToContainTextAsync("Saturday, 8 November 2025");
        await Expect(block.Locator("figure.daily")).ToContainTextAsync("1,440 readings · drawn in 183 ms");
        await Expect(block.Locator("figure.daily .scale")).ToContainTextAsync(unit);
        await Expect(block.Locator("figure.hourly")).ToContainTextAsync("12:00–13:00, 9 Nov 2025");
        await Expect(block.Locator("figure.cumulative")).ToContainTextAsync("28 Aug 2025 to 13:00, 9 Nov 2025");
        await Expect(block.Locator("figure.cumulative")).ToContainTextAsync("105,120 readings · drawn in 1.84 s");
        await Expect(block.Locator("figure.daily img.strip")).ToHaveAttributeAsync("alt", Numbers());
        await Expect(block.Locator("figure.hourly .strip")).ToHaveAttributeAsync("aria-label", Numbers());
        await Expect(block.Locator("figure.cumulative img.strip")).ToHaveAttributeAsync("alt", Numbers());
    }

    [Fact]
    public async Task A_cumulative_picture_has_a_line_a_day()
    {
        await using var visit = await gallery.OpenAsync();
        var picture = visit["article[data-sensor=pressure] figure.cumulative img"];
        await picture.ScrollIntoViewIfNeededAsync();
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 1440);
        await Expect(picture).ToHaveJSPropertyAsync("naturalHeight", 73);
    }

    [Fact]
    public async Task Totals_count_every_window_by_state()
    {
        await using var visit = await gallery.OpenAsync();
        await Expect(visit["#headline"]).ToHaveTextAsync("5,361 pictures of 3 sensors");
        foreach (var (state, count) in new[] { ("done", "5,361"), ("empty", "75"), ("failed", "9"), ("planned", "36") })
        {
            await Expect(visit[$"#totals [data-state={state}] dd"]).ToHaveTextAsync(count);
        }

        await Expect(visit["#written"]).ToContainTextAsync("Written 9 November 2025, 13:05 PST");
        await Expect(visit["#written"]).ToContainTextAsync("America/Los_Angeles");
    }

    [GeneratedRegex(@": [\d,.]+\s\S+ to [\d,.]+\s\S+, [\d,]+\sreadings$")]
    private static partial Regex Numbers();
}
