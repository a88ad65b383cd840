using System.Text.Json;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class OutboxDeliveryTests : IAsyncDisposable
{
    private readonly ScratchHome _home = new();
    private readonly Outbox _outbox;
    private readonly StillTime _time = new();
    private readonly List<string> _notes = [];
    private readonly CancellationTokenSource _over = new();

    public OutboxDeliveryTests() => _outbox = Outbox.Open(_home["outbox.db"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _outbox.DisposeAsync();
        _home.Dispose();
        _over.Dispose();
    }

    [Fact]
    public async Task What_waits_is_sent_and_what_comes_during_the_road()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(0, 100);
        var delivery = Run(receiver);
        await SentAsync();
        await AddAsync(100, 50);
        await SentAsync();
        await AddAsync(150, 50);
        await _over.CancelAsync();
        await delivery;
        Assert.Equal(0, _outbox.Count());
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"temperature:daily:{i}").Order(), Keys(receiver).Order());
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task A_receiver_out_of_order_is_asked_again_at_growing_distances_with_the_same_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = WebhookReceiver.Status(n => n < 3 ? 503 : 200);
        await AddAsync(0, 1);
        var delivery = Run(receiver);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            var wait = await _time.NextAsync(Cancel, WebhookSender.Patience);
            waits.Add(wait.Due);
            wait.End();
        }

        await SentAsync();
        await _over.CancelAsync();
        await delivery;
        Assert.Equal(4, receiver.Deliveries.Count);
        Assert.Single(receiver.Deliveries.Select(delivered => delivered.Headers["X-Viz-Id"]).Distinct());
        Assert.All(waits, (wait, i) => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(1 << (i + 2))));
    }

    [Fact]
    public async Task A_receiver_that_says_when_is_asked_again_then()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, n) =>
        {
            context.Response.StatusCode = n == 0 ? 429 : 200;
            context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        };
        await AddAsync(0, 1);
        var delivery = Run(receiver);
        var wait = await _time.NextAsync(Cancel, WebhookSender.Patience);
        Assert.Equal(TimeSpan.FromSeconds(17), wait.Due);
        wait.End();
        await SentAsync();
        await _over.CancelAsync();
        await delivery;
    }

    [Fact]
    public async Task The_roads_end_cuts_the_waiting_short_and_what_is_left_is_sent_by_the_next_run()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = WebhookReceiver.Status(_ => 500);
        await AddAsync(0, 30);
        var delivery = Run(receiver);
        await _time.NextAsync(Cancel, WebhookSender.Patience);
        await _over.CancelAsync();
        await delivery;
        Assert.Equal(30, _outbox.Count());
        Assert.Contains("it answered 500; events are kept and sent later", Assert.Single(_notes), StringComparison.Ordinal);

        receiver.Answer = WebhookReceiver.Status(_ => 200);
        await Run(receiver);
        Assert.Equal(0, _outbox.Count());
    }

    [Fact]
    public async Task A_receiver_that_hangs_costs_no_more_than_the_last_call()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var arrived = new TaskCompletionSource();
        receiver.Answer = (context, _) =>
        {
            arrived.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await AddAsync(0, 3);
        await _over.CancelAsync();
        var delivery = Run(receiver);
        await arrived.Task;
        (await _time.NextAsync(Cancel)).End();
        await delivery;
        Assert.Equal(3, _outbox.Count());
    }

    [Fact]
    public async Task Refused_events_do_not_hold_up_others_and_are_given_up_in_the_end()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            var isBad = context.Request.Headers["X-Viz-Event"] == "window.failed";
            context.Response.StatusCode = isBad ? 422 : 200;
            return Task.CompletedTask;
        };
        await _outbox.AddAsync(new WindowFailed(OutboxTests.Published(0).At, OutboxTests.Published(0).Window, "why"), Cancel);
        await AddAsync(0, 10);
        var delivery = Run(receiver);
        for (var pass = 1; pass < Outbox.MostRefusals; pass++)
        {
            var pause = await _time.NextAsync(Cancel, WebhookSender.Patience);
            Assert.Equal((TimeSpan.FromMinutes(1), 1L), (pause.Due, _outbox.Count()));
            pause.End();
        }

        await _time.NextAsync(Cancel, WebhookSender.Patience);
        await _over.CancelAsync();
        await delivery;
        Assert.Equal((0L, 10 + Outbox.MostRefusals), (_outbox.Count(), receiver.Deliveries.Count));
        Assert.Contains("was refused 5 times and is given up", _notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_says_what_happened()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(7, 1);
        await _over.CancelAsync();
        await Run(receiver);
        var delivery = Assert.Single(receiver.Deliveries);
        using var json = JsonDocument.Parse(delivery.Body);
        Assert.Equal(delivery.Headers["X-Viz-Id"], json.RootElement.GetProperty("id").GetString());
        Assert.Equal("2025-01-15T08:00:00Z", json.RootElement.GetProperty("created_at").GetString());
        Assert.Equal(
            """{"key":"temperature:daily:7","sensor":"temperature","interval":"daily","start_time":"2025-01-15T00:00:00-08:00","end_time":"2025-01-16T00:00:00-08:00","cid":"bafkrei","ipfs_url":"ipfs://bafkrei","bytes":100,"data_points":5,"min":1.25,"max":null}""",
            json.RootElement.GetProperty("data").GetRawText());
    }

    private async Task AddAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++) await _outbox.AddAsync(OutboxTests.Published(i), Cancel);
    }

    private async Task Run(WebhookReceiver receiver)
    {
        using var sender = new WebhookSender(receiver.Target, new StoppedClock(OutboxTests.Published(0).At), _time);
        await new OutboxDelivery(_outbox, sender, _time, line => { lock (_notes) _notes.Add(line); }).RunAsync(_over.Token, Cancel);
    }

    // Until all of it is off the list: the delivery runs beside us.
    private async Task SentAsync()
    {
        while (_outbox.Count() > 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static IEnumerable<string> Keys(WebhookReceiver receiver) => receiver.Deliveries.Select(delivered =>
    {
        using var json = JsonDocument.Parse(delivered.Body);
        return json.RootElement.GetProperty("data").GetProperty("key").GetString()!;
    });
}
