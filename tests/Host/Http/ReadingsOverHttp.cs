using System.Globalization;
using System.Net;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Readings, the latest index value, the figures of a home, and what happens when something behind the door fails.</summary>
public sealed class ReadingsOverHttp
{
    private const string OneDay = "/api/v1/readings?sensor=temperature&from=2025-11-02&to=2025-11-03";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stretch_gives_just_its_readings_in_order()
    {
        await using var home = await DoorHome.OpenAsync();
        var day = History.Autumn.Calendar.DayOn(new(2025, 11, 2))!;
        var expected = History.Autumn.Of(History.Temperature).Where(reading => day.Start <= reading.At && reading.At < day.End).OrderBy(reading => reading.At).Select(reading => (reading.At, reading.Value)).ToList();

        var json = await home.JsonAsync("/api/v1/readings?sensor=temperature&from=2025-11-02&to=2025-11-03");
        Assert.Equal(expected, json.GetProperty("readings").EnumerateArray().Select(pair => (At(pair[0].GetString()!), pair[1].GetDouble())));
        Assert.Equal(("temperature", "°C"), (json.GetProperty("sensor").GetString(), json.GetProperty("unit").GetString()));

        using var answer = await home.GetAsync("/api/v1/readings?sensor=temperature&from=2025-11-02&to=2025-11-03", ("Accept", "text/csv, application/json;q=0.5"));
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n");
        Assert.Equal(("text/csv", "time,temperature", ""), (answer.Content.Headers.ContentType?.MediaType, lines[0], lines[^1]));
        Assert.Equal(expected, lines[1..^1].Select(line => line.Split(',')).Select(cells => (At(cells[0]), double.Parse(cells[1], CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("from=2025-11-02&to=2025-11-03", "sensor is missing")]
    [InlineData("sensor=temperature&to=2025-11-03", "from is missing")]
    [InlineData("sensor=temperature&from=2025-11-03&to=2025-11-03", "must lie after")]
    [InlineData("sensor=temperature&from=2024-11-03&to=2025-11-05", "366 days")]
    [InlineData("sensor=temperature&from=2025-11-02&to=2025-11-03&format=xml", "json or csv")]
    public async Task What_cannot_be_read_is_told_why(string query, string said)
    {
        await using var home = await DoorHome.OpenAsync();
        using var answer = await home.GetAsync($"/api/v1/readings?{query}");
        Assert.Contains(said, await DoorHome.ProblemAsync(answer, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_reads_twice_at_once_and_four_more_wait()
    {
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var home = await DoorHome.OpenAsync(new() { Keys = new([ApiKeys.HashOf(DoorHome.Key)]) }, view => view with { Readings = new HeldReadings(view.Readings, letGo.Task) });
        // Two are read, four wait.
        var asked = Enumerable.Range(0, 7).Select(_ => home.GetAsync(OneDay)).ToList();
        var first = await Task.WhenAny(asked);
        Assert.Contains("this client reads 2", await DoorHome.ProblemAsync(await first, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        // Of another client they are taken.
        var other = home.GetAsync(OneDay, ("X-Api-Key", DoorHome.Key));
        letGo.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await other).StatusCode);
        Assert.Equal(6, (await Task.WhenAll(asked)).Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public async Task The_latest_is_the_index_value_byte_for_byte()
    {
        await using var home = await DoorHome.OpenAsync();
        foreach (var kind in Enum.GetValues<WindowKind>())
        {
            using var answer = await home.GetAsync($"/api/v1/latest/temperature/{kind.Interval()}");
            Assert.Equal(await home.Home.Index.FindAsync($"temperature:{kind.Interval()}:latest", Cancel), await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        }

        using var nobody = await home.GetAsync("/api/v1/latest/gas/daily");
        using var never = await home.GetAsync("/api/v1/latest/temperature/weekly");
        Assert.Contains("no sensor", await DoorHome.ProblemAsync(nobody, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("no interval", await DoorHome.ProblemAsync(never, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_ledger_and_the_source()
    {
        await using var home = await DoorHome.OpenAsync();
        var stats = await home.JsonAsync("/api/v1/stats");
        var done = stats.GetProperty("windows").EnumerateArray().Where(count => count.GetProperty("state").GetString() == "done").Sum(count => count.GetProperty("count").GetInt64());
        Assert.Equal((await home.Home.Ledger.CountAsync(Cancel)).Where(count => count.State == WindowState.Done).Sum(count => count.Count), done);
        Assert.Equal("2025-11-01T00:00:07-07:00", stats.GetProperty("sensors")[0].GetProperty("first").GetString());
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("service").ValueKind);
    }

    [Fact]
    public async Task A_source_that_is_away_is_told_as_that_and_nothing_else_suffers()
    {
        await using var home = await DoorHome.OpenAsync(new(), view => view with { Readings = new BrokenSource() });
        using var readings = await home.GetAsync("/api/v1/readings?sensor=temperature&from=2025-11-02&to=2025-11-03");
        Assert.Equal(BrokenSource.Why, await DoorHome.ProblemAsync(readings, HttpStatusCode.ServiceUnavailable));
        Assert.True(readings.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(BrokenSource.Why, (await home.JsonAsync("/api/v1/stats")).GetProperty("readingsProblem").GetString());
        using var windows = await home.GetAsync("/api/v1/windows");
        Assert.Equal(HttpStatusCode.OK, windows.StatusCode);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_to_the_operator_and_not_to_the_client()
    {
        var told = new List<string>();
        await using var home = await DoorHome.OpenAsync(new(), view => view with { FindName = (_, _) => throw new InvalidOperationException("the inside"), Warn = told.Add });
        using var answer = await home.GetAsync("/api/v1/latest/temperature/daily");
        Assert.DoesNotContain("the inside", await DoorHome.ProblemAsync(answer, HttpStatusCode.InternalServerError), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: the inside", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_HEAD_is_that_to_GET_without_its_body()
    {
        await using var home = await DoorHome.OpenAsync();
        using var head = await home.SendAsync(HttpMethod.Head, "/api/v1/pictures/temperature:daily:2025-11-02", null);
        using var get = await home.GetAsync("/api/v1/pictures/temperature:daily:2025-11-02");
        Assert.Equal((get.StatusCode, get.Headers.ETag, get.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
