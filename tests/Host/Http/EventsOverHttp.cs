using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Streams of events: when they end, and what is left of them then.</summary>
public sealed class EventsOverHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_listens_any_more_to_a_run_that_has_ended()
    {
        DeskBehindDoor? desk = null;
        await using var home = await DoorHome.OpenAsync(new(), (road, view) => view with { Desk = (desk = new(road)).Desk });
        await using var working = desk!;
        var id = await home.Home.Ledger.BeginRunAsync("backfill", home.Home.Clock.Now, Cancel);
        await home.Home.Ledger.EndRunAsync(id, home.Home.Clock.Now, 0, new(new(0, 0, 0, 0, 0, 0), 0, NodaTime.Duration.Zero, []), "nothing to do", Cancel);
        using var answer = await home.GetAsync($"/api/v1/backfills/{id}/events");
        Assert.Contains("\"state\":\"done\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(working.Hub.IsHeard);
    }

    [Fact]
    public async Task One_client_listens_ten_times_and_a_hundred_listen_in_all()
    {
        ImmutableArray<string> keys = [.. Enumerable.Range(0, 11).Select(i => $"a-key-of-a-listener-{i}")];
        await using var home = await DoorHome.OpenAsync(new() { Keys = new([.. keys.Select(ApiKeys.HashOf)]) }, view => view with { Desk = new SpokenDesk() });
        var streams = new List<HttpResponseMessage>();
        try
        {
            foreach (var key in keys[..10])
            {
                for (var i = 0; i < 10; i++) streams.Add(await ListenAsync(key));
                using var eleventh = await ListenAsync(key);
                Assert.Contains("as often as one may", await DoorHome.ProblemAsync(eleventh, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
            }

            Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
            using var refused = await ListenAsync(keys[10]);
            Assert.Contains("as many listen as may", await DoorHome.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }

        async Task<HttpResponseMessage> ListenAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
            request.Headers.Add("X-Api-Key", key);
            return await home.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        }
    }

    [Fact]
    public async Task Who_asks_for_the_headers_alone_does_not_listen()
    {
        DeskBehindDoor? desk = null;
        await using var home = await DoorHome.OpenAsync(new(), (road, view) => view with { Desk = (desk = new(road)).Desk });
        await using var working = desk!;
        using var answer = await home.SendAsync(HttpMethod.Head, "/api/v1/events", null);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        // On the same connection, after the end of that answer.
        using var next = await home.GetAsync("/live").WaitAsync(Patience, Cancel);
        Assert.False(working.Hub.IsHeard);
    }

    [Fact]
    public async Task An_end_that_is_among_what_was_missed_is_told()
    {
        var running = new BackfillProgress(7, BackfillState.Running, 10, new(4, 0, 0, 0, 0, 6), 0, SpokenDesk.Now, Finished: null, LastLine: null);
        var desk = new SpokenDesk { Backfill = running };
        await using var home = await DoorHome.OpenAsync(new(), view => view with { Desk = desk });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        using var answer = await home.Client.GetAsync(new Uri("/api/v1/backfills/7/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        Assert.Equal("running", await StateAsync());
        desk.Backfill = running with { State = BackfillState.Done, Finished = SpokenDesk.Now };
        desk.Tell(new EventsMissed(SpokenDesk.Now));
        Assert.Equal("done", await StateAsync());
        Assert.Null(await StateAsync());

        async Task<string?> StateAsync()
        {
            while (await lines.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonElement.Parse(line[6..]).TryGetProperty("state", out var state)) return state.GetString();
            }

            return null;
        }
    }
}
