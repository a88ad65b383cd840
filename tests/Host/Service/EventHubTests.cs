using NodaTime;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class EventHubTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 6, 1, 0, 0);

    [Fact]
    public async Task Everyone_hears_what_happens_from_the_call_on_and_nobody_else_does()
    {
        var hub = new EventHub(new StoppedClock(Now));
        hub.Tell(new EventsMissed(Now));
        Assert.False(hub.IsHeard);
        using var over = new CancellationTokenSource();
        var (one, other) = (hub.ListenAsync(over.Token).GetAsyncEnumerator(over.Token), hub.ListenAsync(over.Token).GetAsyncEnumerator(over.Token));
        var told = new EventsMissed(Now + Duration.FromSeconds(1));
        hub.Tell(told);
        foreach (var listener in new[] { one, other })
        {
            Assert.True(await listener.MoveNextAsync());
            Assert.Same(told, listener.Current);
            await listener.DisposeAsync();
        }

        Assert.False(hub.IsHeard);
    }

    [Fact]
    public async Task Who_never_asks_for_the_first_is_forgotten_when_called_off()
    {
        var hub = new EventHub(new StoppedClock(Now));
        using var over = new CancellationTokenSource();
        _ = hub.ListenAsync(over.Token);
        Assert.True(hub.IsHeard);
        await over.CancelAsync();
        Assert.False(hub.IsHeard);
        _ = hub.ListenAsync(over.Token);
        Assert.False(hub.IsHeard);
    }

    [Fact]
    public async Task Who_falls_behind_loses_the_oldest_is_told_so_once_and_holds_nobody_up()
    {
        var hub = new EventHub(new StoppedClock(Now));
        using var over = new CancellationTokenSource();
        var listener = hub.ListenAsync(over.Token);
        for (var i = 0; i < 1000; i++) hub.Tell(new StateMoved(Now + Duration.FromSeconds(i), null!));
        var heard = new List<ServiceEvent>();
        await foreach (var happened in listener)
        {
            heard.Add(happened);
            if (happened.At == Now + Duration.FromSeconds(999)) break;
        }

        Assert.IsType<EventsMissed>(heard[0]);
        Assert.Equal(Enumerable.Range(744, 256).Select(i => Now + Duration.FromSeconds(i)), heard.Skip(1).Select(happened => happened.At));
    }

    [Fact]
    public void Throughput_is_that_of_the_last_minute()
    {
        var time = new ManualTime();
        var throughput = new Throughput(time);
        for (var second = 0; second < 90; second++)
        {
            throughput.Add();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(throughput.PerMinute, 59, 60);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.InRange(throughput.PerMinute, 29, 30);
        time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(0, throughput.PerMinute);
    }
}
