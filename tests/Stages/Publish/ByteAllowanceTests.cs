using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class ByteAllowanceTests
{
    private readonly ByteAllowance _allowance = new(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_finds_no_room_waits_for_it_and_a_small_one_does_not_overtake()
    {
        var first = await _allowance.TakeAsync(60, Cancel);
        var large = _allowance.TakeAsync(70, Cancel).AsTask();
        var small = _allowance.TakeAsync(10, Cancel).AsTask();
        Assert.Equal((false, false), (large.IsCompleted, small.IsCompleted));
        first.Dispose();
        await large;
        await small;
    }

    [Fact]
    public async Task More_than_all_of_it_is_all_of_it()
    {
        var small = await _allowance.TakeAsync(1, Cancel);
        var huge = _allowance.TakeAsync(1000, Cancel).AsTask();
        Assert.False(huge.IsCompleted);
        small.Dispose();
        (await huge).Dispose();
        (await _allowance.TakeAsync(100, Cancel)).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up()
    {
        using var impatient = new CancellationTokenSource();
        var first = await _allowance.TakeAsync(60, Cancel);
        var large = _allowance.TakeAsync(70, impatient.Token).AsTask();
        var small = _allowance.TakeAsync(40, Cancel).AsTask();
        Assert.False(small.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        first.Dispose();
    }
}
