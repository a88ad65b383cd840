using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(GalleryOnDisk))]
public class GalleryCalendar(GalleryOnDisk gallery)
{
    [Theory]
    [InlineData("2025-11-02", "done")]
    [InlineData("2025-11-05", "failed")]
    [InlineData("2025-11-09", "planned")]
    [InlineData("2025-11-20", "missing")]
    [InlineData("2025-10-14", "empty")]
    [InlineData("2025-10-21", "missing")]
    public async Task A_day_tells_its_state_by_colour_shape_and_name(string date, string state)
    {
        await using var visit = await gallery.OpenAsync($"#humidity/{date[..7]}");
        await Expect(visit[$"#day-{date}"]).ToHaveAttributeAsync("data-state", state);
        await Expect(visit[$"#day-{date} .mark"]).ToHaveAttributeAsync("data-state", state);
        await Expect(visit[$"#day-{date}"]).ToHaveAttributeAsync("aria-label", new Regex($" 2025: {state}"));
    }

    [Fact]
    public async Task Every_state_has_a_shape_of_its_own()
    {
        await using var visit = await gallery.OpenAsync();
        var shapes = await visit["#legend .mark"].EvaluateAllAsync<string[]>(
            "marks => marks.map(mark => { const s = getComputedStyle(mark); return [s.clipPath, s.borderStyle, s.borderRadius, s.height].join('|') })");
        Assert.Equal(5, shapes.Distinct().Count());
    }

    [Fact]
    public async Task A_day_that_is_done_warns_of_its_failed_hours()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11");
        await Expect(visit["#day-2025-11-04"]).ToHaveAttributeAsync("aria-label", new Regex(@"done, .* 2\shours failed$"));
        await Expect(visit["#day-2025-11-04 .trouble"]).ToHaveTextAsync("2");
    }

    [Fact]
    public async Task Months_turn_one_at_a_time_and_load_only_when_looked_at()
    {
        await using var visit = await gallery.OpenAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("November 2025");
        await Expect(visit["#next-month"]).ToBeDisabledAsync();
        await visit["#previous-month"].ClickAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("October 2025");
        await Expect(visit["#day-2025-10-01 .word"]).ToHaveTextAsync(new Regex(@"\d \u2013 \d"));
        Assert.Equal(["2025-10.js", "2025-11.js"], Loaded(visit));
        await visit["#month-2025-08"].ClickAsync();
        await Expect(visit["#month h3"]).ToHaveTextAsync("August 2025");
        await Expect(visit["#previous-month"]).ToBeDisabledAsync();
        await Expect(visit["#month-2025-07"]).ToBeDisabledAsync();
        await Expect(visit["#month-2025-10"]).ToHaveAttributeAsync("aria-label", "October 2025: 29\u00a0days done, 1\u00a0day empty, 1\u00a0day missing");
    }

    [Fact]
    public async Task Another_sensor_shows_its_own_days()
    {
        await using var visit = await gallery.OpenAsync();
        await visit["#choose [data-sensor=pressure]"].ClickAsync();
        await Expect(visit["#choose [data-sensor=pressure]"]).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(visit["#day-2025-11-02"]).ToHaveAttributeAsync("aria-label", new Regex("hPa"));
    }

    [Fact]
    public async Task A_month_whose_script_is_gone_says_so()
    {
        await using var visit = await gallery.OpenWithoutMonthsAsync();
        await Expect(visit["#month [role=alert]"]).ToHaveTextAsync("months/2025-11.js cannot be read");
        await Expect(visit["#day-2025-11-05"]).ToHaveAttributeAsync("data-state", "failed");
    }

    private static IEnumerable<string> Loaded(Visit visit) =>
        visit.Requests.Where(address => address.Contains("/months/", StringComparison.Ordinal)).Select(address => address.Split('/')[^1]).Order();
}
