using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What an observer hears of requests, calls and waits.</summary>
public class ProviderObserverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, ProviderOutcome.Ok)]
    [InlineData(429, ProviderOutcome.Throttled)]
    [InlineData(503, ProviderOutcome.Unavailable)]
    [InlineData(413, ProviderOutcome.Rejected)]
    [InlineData(403, ProviderOutcome.Refused)]
    public async Task Each_request_ends_once_with_its_outcome_and_its_bytes(int status, ProviderOutcome outcome)
    {
        await using var server = await SmallServer.StartAsync(status, "12345");
        var heard = new Heard();
        using var client = Client(GateChain.None, heard);
        await Record.ExceptionAsync(() => client.SendAsync(Request(server.Address), Cancel).AsTask());
        Assert.Equal(["asked Upload", "sent 7", "received 5", $"answered Upload {outcome}"], heard.Events);
        Assert.True(heard.Took > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_page_instead_of_an_answer_and_no_answer_at_all_are_a_provider_out_of_reach()
    {
        var server = await SmallServer.StartAsync(200, "<html></html>", ("Content-Type", "text/html"));
        var (heard, address) = (new Heard(), server.Address);
        using var client = Client(GateChain.None, heard);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.SendAsync(Request(address), Cancel).AsTask());
        await server.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.SendAsync(Request(address), Cancel).AsTask());
        Assert.Equal(2, heard.Events.Count(said => said == "answered Upload Unavailable"));
    }

    [Fact]
    public async Task Who_gives_up_first_tells_a_timeout_from_a_call_that_was_cancelled()
    {
        using var over = new CancellationTokenSource();
        using var cancelled = new CancellationTokenSource();
        var asked = new SemaphoreSlim(0);
        await using var server = await SmallServer.StartAsync(async (context, _) =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var (heard, time) = (new Heard(), new ManualTime());
        using var client = Client(new TimeoutGate("Pinata", TimeSpan.FromSeconds(100), time), heard);

        var late = client.SendAsync(Request(server.Address), Cancel).AsTask();
        await asked.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(100));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => late);

        var dropped = client.SendAsync(Request(server.Address), cancelled.Token).AsTask();
        await asked.WaitAsync(Cancel);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.Equal(["answered Upload Timeout", "answered Upload Cancelled"], heard.Events.Where(said => said.StartsWith("answered", StringComparison.Ordinal)));
        asked.Dispose();
    }

    [Fact]
    public void A_call_that_is_made_again_is_told_with_its_reason_before_the_wait() => Simulation.Run(async time =>
    {
        var heard = new Heard();
        var gate = new ProviderPace(TimeSpan.FromMinutes(1), 8, () => 0.5) { Time = time, Observer = heard }.Calls("Pinata");
        var faults = new Queue<Exception>(
            [new StoreUnavailableException("away"), new StoreUnavailableException("slower") { WasRefusedForQuota = true }, new NamesUnwrittenException("some")]);
        await gate.RunAsync(_ => faults.TryDequeue(out var fault) ? ValueTask.FromException<int>(fault) : ValueTask.FromResult(1), Cancel);
        Assert.Equal(["retried Unavailable", "retried Throttled", "retried Partial"], heard.Events);
        return true;
    });

    [Fact]
    public void Time_is_counted_while_anybody_waits_for_the_quota_and_once_for_all() => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Pinata", [new Quota(2, TimeSpan.FromSeconds(60))], TimeSpan.FromMinutes(10), time);
        Assert.Equal(2, gate.Left);
        await PassAsync(gate);
        await PassAsync(gate);
        Assert.Equal((0, TimeSpan.Zero), (gate.Left, gate.HeldByQuota));

        var (one, other) = (PassAsync(gate), PassAsync(gate));
        await Task.Delay(TimeSpan.FromSeconds(20), time);
        Assert.Equal(TimeSpan.FromSeconds(20), gate.HeldByQuota);
        await Task.WhenAll(one, other);
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.Zero), (gate.HeldByQuota, gate.HeldByRefusal));
        return true;
    });

    [Fact]
    public void Waiting_after_a_refusal_is_told_apart() => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Pinata", [new Quota(9, TimeSpan.FromSeconds(60))], TimeSpan.FromMinutes(10), time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => gate.RunAsync(
            _ => ValueTask.FromException<int>(new StoreUnavailableException("slower") { WasRefusedForQuota = true, RetryAfter = TimeSpan.FromSeconds(7) }), Cancel).AsTask());
        await PassAsync(gate);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(7)), (gate.HeldByQuota, gate.HeldByRefusal));
        return true;
    });

    [Fact]
    public void Waiting_for_a_provider_that_is_down_is_counted_once_for_all() => Simulation.Run(async time =>
    {
        var gate = new BreakerGate("Pinata", failures: 1, TimeSpan.FromMinutes(10), time, () => 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => gate.RunAsync(_ => ValueTask.FromException<int>(new StoreUnavailableException("away")), Cancel).AsTask());
        await Task.WhenAll(PassAsync(gate), PassAsync(gate), PassAsync(gate));
        Assert.Equal(TimeSpan.FromSeconds(1), gate.Held);
        return true;
    });

    private static Task PassAsync(IProviderGate gate) => gate.RunAsync(_ => ValueTask.FromResult(1), Cancel).AsTask();

    private static ProviderRequest Request(Uri address) => new(HttpMethod.Post, address, "take a.png", ProviderOperation.Upload)
    {
        Body = () => new StringContent("picture"),
        ContentStatuses = ProviderRequest.OfContent,
    };

    private static ProviderClient Client(IProviderGate gate, Heard heard) => new("Pinata", new Secret("hunter22"), "PINATA_JWT", gate, TimeProvider.System) { Observer = heard };

    private sealed class Heard : IProviderObserver
    {
        public List<string> Events { get; } = [];

        public TimeSpan Took { get; private set; }

        public void Asked(string provider, ProviderOperation operation) => Events.Add($"asked {operation}");

        public void Answered(string provider, ProviderOperation operation, ProviderOutcome outcome, TimeSpan took)
        {
            Events.Add($"answered {operation} {outcome}");
            Took = took;
        }

        public void Sent(string provider, long bytes) => Events.Add($"sent {bytes}");

        public void Received(string provider, long bytes) => Events.Add($"received {bytes}");

        public void Retried(string provider, RetryReason reason) => Events.Add($"retried {reason}");
    }
}
