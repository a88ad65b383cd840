using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class TimeoutGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_call_that_takes_too_long_is_given_up_and_may_be_repeated() => Simulation.Run(async time =>
    {
        var gate = new TimeoutGate("Pinata", TimeSpan.FromSeconds(30), time);
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => WaitAsync(gate, time, TimeSpan.FromSeconds(31), Cancel));
        Assert.Equal(("Pinata did not answer within 30 seconds", 30), (fault.Message, time.Elapsed.TotalSeconds));
    });

    [Fact]
    public void A_call_that_is_quick_enough_is_left_alone() => Simulation.Run(async time =>
        Assert.True(await WaitAsync(new TimeoutGate("Pinata", TimeSpan.FromSeconds(30), time), time, TimeSpan.FromSeconds(29), Cancel)));

    [Fact]
    public void A_caller_who_gives_up_is_no_timeout() => Simulation.Run(async time =>
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => WaitAsync(new TimeoutGate("Pinata", TimeSpan.FromSeconds(30), time), time, TimeSpan.FromSeconds(31), cancel.Token));
    });

    private static Task<bool> WaitAsync(TimeoutGate gate, ManualTime time, TimeSpan wait, CancellationToken cancel) => gate.RunAsync(
        async token =>
        {
            await Task.Delay(wait, time, token);
            return true;
        },
        cancel).AsTask();
}
