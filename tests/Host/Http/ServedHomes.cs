using System.Globalization;
using System.Net;
using System.Text.Json;
using VizPipeline.Doubles;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The real program with a door: read-only, and with the service behind it.</summary>
public sealed class ServedHomes
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_home_where_nothing_was_ever_done_is_shown_and_what_is_done_later_is_seen()
    {
        using var folder = new TempFolder();
        await using var serving = await ServingProcess.StartAsync(folder, "serve", "--home", "home");
        Assert.Equal(0, await CountAsync(serving));
        using var unready = await serving.Client.GetAsync(new Uri("/ready", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);

        Assert.Equal(0, (await Viz.RunAsync(["demo", "--days", "1", "--home", "home"], folder.Path)).ExitCode);
        Assert.Equal(100, await CountAsync(serving));
        // What it found out before lasts for a moment.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await IsReadyAsync(serving, patience.Token)) { }
        Assert.Contains("vizpipeline_windows{state=\"done\"}", await serving.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel), StringComparison.Ordinal);

        using var refused = await serving.PostAsync("/api/v1/backfills", "{}");
        Assert.Contains("viz run --http", await DoorHome.ProblemAsync(refused, HttpStatusCode.Conflict), StringComparison.Ordinal);
        using var planned = await serving.PostAsync("/api/v1/backfills", """{"dryRun":true,"retry":"all","sensors":["humidity"],"intervals":["daily"]}""");
        Assert.Equal(1, JsonElement.Parse(await planned.Content.ReadAsStringAsync(Cancel)).GetProperty("toDraw").GetInt64());
        Assert.Equal(0, (await serving.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task A_place_that_is_taken_is_told_in_one_line()
    {
        using var folder = new TempFolder();
        await using var serving = await ServingProcess.StartAsync(folder, "serve");
        var second = await Viz.RunAsync(["serve", "--http", serving.Client.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture)], folder.Path);
        Assert.Equal((4, ""), (second.ExitCode, second.Output));
        Assert.Contains("the port is in use; --http names another place", Assert.Single(second.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_is_begun_watched_to_its_end_and_remembered()
    {
        using var folder = new TempFolder();
        await using var serving = await RunningAsync(folder);
        using var begun = await serving.PostAsync("/api/v1/backfills", """{"retry":"all","sensors":["temperature"]}""");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var place = begun.Headers.Location!.OriginalString;

        var last = default(JsonElement);
        await foreach (var (name, json) in serving.ListenAsync($"{place}/events"))
        {
            Assert.Equal("backfill", name);
            last = JsonElement.Parse(json);
        }

        Assert.Equal(("done", JsonValueKind.String), (last.GetProperty("state").GetString(), last.GetProperty("finished").ValueKind));
        Assert.True(last.GetProperty("windows").GetProperty("done").GetInt64() > 0);
        var kept = JsonElement.Parse(await serving.Client.GetStringAsync(new Uri(place, UriKind.Relative), Cancel));
        Assert.Equal((last.GetProperty("state").GetString(), last.GetProperty("id").GetInt64()), (kept.GetProperty("state").GetString(), kept.GetProperty("id").GetInt64()));
        using var over = await serving.Client.DeleteAsync(new Uri(place, UriKind.Relative), Cancel);
        Assert.Contains("not under way", await DoorHome.ProblemAsync(over, HttpStatusCode.Conflict), StringComparison.Ordinal);
        using var never = await serving.Client.DeleteAsync(new Uri("/api/v1/backfills/999", UriKind.Relative), Cancel);
        await DoorHome.ProblemAsync(never, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_window_is_drawn_again_and_listeners_hear_of_it()
    {
        using var folder = new TempFolder();
        await using var serving = await RunningAsync(folder);
        var hasAsked = false;
        await foreach (var (name, json) in serving.ListenAsync("/api/v1/events"))
        {
            if (!hasAsked)
            {
                Assert.Equal("state", name);
                using var asked = await serving.PostAsync("/api/v1/windows/temperature:daily:2025-11-04/redraw", "");
                Assert.Equal((HttpStatusCode.Accepted, "/api/v1/windows/temperature:daily:2025-11-04"), (asked.StatusCode, asked.Headers.Location?.OriginalString));
                hasAsked = true;
            }

            if (name == "picture" && JsonElement.Parse(json).GetProperty("key").GetString() == "temperature:daily:2025-11-04") break;
        }

        using var never = await serving.PostAsync("/api/v1/windows/temperature:daily:1999-01-01/redraw", "");
        await DoorHome.ProblemAsync(never, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_backfill_that_is_called_off_finishes_what_it_began_and_a_stopped_service_ends_its_streams()
    {
        using var folder = new TempFolder();
        await using var uploads = await HeldUploads.StartAsync();
        await using var serving = await RunningAsync(folder, uploads.Environment);
        using var begun = await serving.PostAsync("/api/v1/backfills", """{"retry":"all"}""");
        var place = begun.Headers.Location!.OriginalString;
        await uploads.BegunAsync(Cancel);
        using var called = await serving.Client.DeleteAsync(new Uri(place, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, called.StatusCode);
        Assert.Equal("stopping", JsonElement.Parse(await called.Content.ReadAsStringAsync(Cancel)).GetProperty("state").GetString());

        // What was held is finished; of the sensors after the first nothing had begun.
        await uploads.LetGoAsync();
        var told = await serving.ListenAsync($"{place}/events").ToListAsync(Cancel);
        var last = JsonElement.Parse(told[^1].Json);
        Assert.Equal("cancelled", last.GetProperty("state").GetString());
        Assert.InRange(last.GetProperty("windows").GetProperty("done").GetInt64(), 1, long.MaxValue);
        Assert.InRange(last.GetProperty("windows").GetProperty("left").GetInt64(), 1, long.MaxValue);

        var listening = serving.ListenAsync("/api/v1/events").CountAsync(Cancel).AsTask();
        await serving.Client.GetStringAsync(new Uri("/api/v1/stats", UriKind.Relative), Cancel);
        var stopped = await serving.StopAsync();
        await listening;
        Assert.DoesNotContain("internal error", stopped.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_waited_for_by_the_road_and_not_by_whoever_asks_for_the_latest()
    {
        using var folder = new TempFolder();
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        doubles.Cloudflare.Faults = FaultScript.Always(new StatusFault(503));
        Assert.Equal(0, (await Viz.RunAsync(["demo", "--days", "1", "--home", "home"], folder.Path)).ExitCode);
        await using var serving = await ServingProcess.StartAsync(folder, doubles.Environment, "run", "--home", "home");
        using var answer = await serving.Client.GetAsync(new Uri("/api/v1/latest/temperature/daily", UriKind.Relative), Cancel);
        await DoorHome.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private static async Task<bool> IsReadyAsync(ServingProcess serving, CancellationToken cancel)
    {
        using var ready = await serving.Client.GetAsync(new Uri("/ready", UriKind.Relative), cancel);
        return ready.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<ServingProcess> RunningAsync(TempFolder folder, params (string Name, string? Value)[] environment)
    {
        Assert.Equal(0, (await Viz.RunAsync(["demo", "--days", "1", "--home", "home"], folder.Path)).ExitCode);
        return await ServingProcess.StartAsync(folder, environment, "run", "--home", "home");
    }

    private static async Task<int> CountAsync(ServingProcess serving) =>
        JsonElement.Parse(await serving.Client.GetStringAsync(new Uri("/api/v1/windows", UriKind.Relative), Cancel)).GetProperty("windows").GetArrayLength();
}
