using System.Net;
using System.Text.Json;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using FsCheck.Fluent;
using FsCheck;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The windows of a home over HTTP: what a page has, how pages follow one another, and what is refused.</summary>
public sealed class WindowListing
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("&sensor=humidity")]
    [InlineData("&interval=daily&order=newest")]
    [InlineData("&sensor=temperature&interval=hourly&state=done,empty&state=failed&from=2025-11-02&to=2025-11-03")]
    public async Task Pages_one_after_the_other_are_the_whole_listing(string filter)
    {
        await using var home = await DoorHome.OpenAsync();
        var whole = Keys(await home.JsonAsync($"/api/v1/windows?limit=500{filter}"));
        var paged = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await home.JsonAsync($"/api/v1/windows?limit=7{filter}{(next.Length > 0 ? $"&cursor={next}" : "")}");
            paged.AddRange(Keys(page));
            next = page.GetProperty("next").GetString();
        }

        Assert.NotEmpty(whole);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task A_day_of_the_zone_has_its_windows_and_no_others()
    {
        await using var home = await DoorHome.OpenAsync();
        var day = await home.JsonAsync("/api/v1/windows?sensor=temperature&interval=hourly&from=2025-11-02&to=2025-11-03");
        Assert.Equal(25, Keys(day).Count);
        Assert.Equal("temperature:hourly:2025-11-02T00-0700", Keys(day)[0]);
        Assert.Equal(["temperature:daily:2025-11-02"], Keys(await home.JsonAsync("/api/v1/windows?sensor=temperature&interval=daily&from=2025-11-02&to=2025-11-03")));
    }

    [Fact]
    public async Task An_offset_may_be_written_with_a_plus_sign_that_nobody_encoded()
    {
        await using var home = await DoorHome.OpenAsync();
        Assert.Equal(
            Keys(await home.JsonAsync("/api/v1/windows?to=2025-11-02T09:00:00-00:00")),
            Keys(await home.JsonAsync("/api/v1/windows?to=2025-11-02T10:00:00+01:00")));
    }

    [Fact]
    public async Task A_window_says_what_the_ledger_says()
    {
        await using var home = await DoorHome.OpenAsync();
        var entry = (await home.Home.Ledger.LatestAsync("temperature", WindowKind.Daily, Cancel))!;
        var window = await home.JsonAsync($"/api/v1/windows/{entry.Key}");
        Assert.Equal(
            (entry.Key, "daily", "2025-11-03T00:00:00-08:00", "2025-11-04T00:00:00-08:00", "done", entry.Cid!.Value.Text, entry.Bytes, entry.DataPoints, entry.Min, entry.Max),
            (Text("key"), Text("interval"), Text("start"), Text("end"), Text("state"), Text("cid"), window.GetProperty("bytes").GetInt64(), window.GetProperty("readings").GetInt64(),
                window.GetProperty("min").GetDouble(), window.GetProperty("max").GetDouble()));
        using var picture = await home.GetAsync(Text("picture")!);
        Assert.Equal(entry.Bytes, (await picture.Content.ReadAsByteArrayAsync(Cancel)).Length);

        string? Text(string name) => window.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("interval=weekly", "daily, hourly, cumulative")]
    [InlineData("state=lost", "planned, pinning, pinned, done, empty, failed, dead")]
    [InlineData("from=tomorrow", "2025-01-15T08:00:00")]
    [InlineData("to=2025-03-09T02:30", "never show this time")]
    [InlineData("limit=0", "from 1 to 500")]
    [InlineData("limit=501", "from 1 to 500")]
    [InlineData("order=random", "oldest or newest")]
    [InlineData("cursor=x", "leave it out")]
    public async Task What_is_wrong_is_told_with_what_would_be_right(string query, string said)
    {
        await using var home = await DoorHome.OpenAsync();
        using var answer = await home.GetAsync($"/api/v1/windows?{query}");
        Assert.Contains(said, await DoorHome.ProblemAsync(answer, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_that_nobody_planned_is_not_found()
    {
        await using var home = await DoorHome.OpenAsync();
        using var answer = await home.GetAsync("/api/v1/windows/temperature:daily:2024-01-01");
        Assert.Contains("temperature:daily:2024-01-01", await DoorHome.ProblemAsync(answer, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_place_survives_as_a_cursor_and_any_text_is_a_place_or_none()
    {
        Law.Holds(Gen.Choose(int.MinValue, int.MaxValue).Two().Select(pair => new LedgerPlace((long)pair.Item1 << 31, ~(long)pair.Item2)), place => Cursor.Read(Cursor.Write(place)) == place);
        Law.Holds(ArbMap.Default.GeneratorFor<NonNull<string>>(), text => Cursor.Read(text.Get) is not { } place || Cursor.Write(place) == text.Get);
    }

    private static List<string> Keys(JsonElement page) => [.. page.GetProperty("windows").EnumerateArray().Select(window => window.GetProperty("key").GetString()!)];
}
