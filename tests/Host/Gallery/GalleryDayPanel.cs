using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VizPipeline.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VizPipeline.Tests;

[Collection(nameof(GalleryOnDisk))]
public class GalleryDayPanel(GalleryOnDisk gallery)
{
    private static readonly double[] Values = SampleReadings.Of(SampleReadings.Temperature, SampleHome.Calendar.DayOn(GalleryOnDisk.KeptDate)!);

    [Fact]
    public async Task A_click_opens_the_day_with_its_strip_and_numbers()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11");
        await visit["#day-2025-11-02"].ClickAsync();
        await Expect(visit["#day-title"]).ToHaveTextAsync("Sunday, 2 November 2025");
        await Expect(visit["#shown img.strip"]).ToHaveJSPropertyAsync("naturalWidth", 1440);
        await Expect(Number(visit, "Lowest")).ToHaveTextAsync($"{Values.Min():0.00} °C");
        await Expect(Number(visit, "Highest")).ToHaveTextAsync($"{Values.Max():0.00} °C");
        await Expect(Number(visit, "Readings")).ToHaveTextAsync("1,440");
        await Expect(Number(visit, "Time taken")).ToHaveTextAsync("183 ms");
        await Expect(Number(visit, "CID")).ToHaveTextAsync(SampleHome.CidOf(SampleHome.Daily(GalleryOnDisk.KeptDate)).Text);
        await Expect(Number(visit, "File")).ToHaveTextAsync("pictures/temperature/daily/2025-11-02_daily.png");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("#temperature/2025-11-02$"));
    }

    [Fact]
    public async Task The_full_picture_is_a_link_where_it_is_kept_and_only_a_name_where_it_is_not()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-02");
        var address = await visit["#shown a"].EvaluateAsync<string>("link => link.href");
        Assert.True(File.Exists(new Uri(address).LocalPath));
        await visit["#day-after"].ClickAsync();
        await Expect(Number(visit, "File")).ToHaveTextAsync("pictures/temperature/daily/2025-11-03_daily.png (not kept here)");
        await Expect(visit["#shown a"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_night_the_clocks_go_back_has_two_hours_told_apart_by_offset()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-02");
        await Expect(visit[".hours button"]).ToHaveCountAsync(25);
        await Expect(visit[".hours .clock"].Nth(1)).ToHaveTextAsync("01:00−07");
        await Expect(visit[".hours .clock"].Nth(2)).ToHaveTextAsync("01:00−08");
        await visit[".hours button"].Nth(1).ClickAsync();
        await Expect(visit["#shown .when"]).ToContainTextAsync("01:00–02:00 −07:00, 2 Nov 2025");
        await Expect(Number(visit, "Readings")).ToHaveTextAsync("60");
    }

    [Fact]
    public async Task An_hour_shows_its_own_sixty_columns_and_the_way_back()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-02");
        await visit[".hours button"].Nth(14).ClickAsync();
        var (own, strip) = (Values[780..840], visit["#shown .strip"]);
        await Expect(Number(visit, "Lowest")).ToHaveTextAsync($"{own.Min():0.00} °C");
        var pixels = await Pixels.OfAsync(visit, strip, columns: 60);
        Assert.Equal(own.Select(value => $"{SampleReadings.Temperature.Palette.At((value - own.Min()) / (own.Max() - own.Min()))}"), pixels);
        await visit["#whole-day"].ClickAsync();
        await Expect(Number(visit, "Readings")).ToHaveTextAsync("1,440");
    }

    [Fact]
    public async Task A_failure_is_told_in_its_own_words_and_never_as_markup()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-11-05");
        await Expect(Number(visit, "Why")).ToHaveTextAsync(SampleHome.Error);
        await Expect(visit["#shown b"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_day_with_nothing_recorded_says_so()
    {
        await using var visit = await gallery.OpenAsync("#temperature/2025-10-21");
        await Expect(visit["#shown"]).ToHaveTextAsync("Nothing is recorded for this day.");
    }

    private static ILocator Number(Visit visit, string term) =>
        visit["#shown dl"].Filter(new() { Has = visit.Page.Locator($"dt:text-is('{term}')") }).Locator("dd");
}
