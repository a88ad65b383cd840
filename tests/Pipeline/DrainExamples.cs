using System.Runtime.CompilerServices;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>One item of the source may stand for the whole run: a stop must not wait for its end.</summary>
public sealed class DrainExamples
{
    private const int Enough = 100_000;

    [Fact]
    public async Task A_drain_cuts_the_first_split_short_and_finishes_what_it_made()
    {
        using var drain = new CancellationTokenSource();
        var (made, ended) = (new List<int>(), new List<int>());
        var report = await Line.From(OneItem(), (_, _) => ValueTask.CompletedTask)
            .Split("read", new Count(made), StageLimits.OneAtATime)
            .Step("end", new End(ended, at: 5, drain), StageLimits.OneAtATime)
            .RunAsync(new RunOptions(), new StopSignals(drain.Token, CancellationToken.None));
        Assert.InRange(made.Count, 5, 50);
        Assert.Equal(made, ended);
        Assert.False(report.ReadToEnd);
        Assert.Equal([Verdict.Abandoned], report.Verdicts.Keys);
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task A_first_split_that_waits_is_woken_by_a_drain()
    {
        using var drain = new CancellationTokenSource();
        var report = await Line.From(OneItem(), (_, _) => ValueTask.CompletedTask)
            .Split("wait", new Waits(drain), StageLimits.OneAtATime)
            .RunAsync(new RunOptions(), new StopSignals(drain.Token, CancellationToken.None));
        Assert.False(report.ReadToEnd);
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task A_fault_that_asks_for_a_drain_stops_the_reading_too()
    {
        var made = new List<int>();
        var report = await Line.From(OneItem(), (_, _) => ValueTask.CompletedTask)
            .Split("read", new Count(made), StageLimits.OneAtATime)
            .Step("end", new Fails(), StageLimits.OneAtATime)
            .RunAsync(new RunOptions { OnFault = FaultPolicies.Tolerate(0) }, StopSignals.Never);
        Assert.InRange(made.Count, 1, 50);
        Assert.False(report.ReadToEnd);
    }

    [Fact]
    public async Task A_later_split_is_finished_by_a_drain()
    {
        using var drain = new CancellationTokenSource();
        var (made, ended) = (new List<int>(), new List<int>());
        await Line.From(OneItem(), (_, _) => ValueTask.CompletedTask)
            .Step("pass", new End([], at: -1, drain), StageLimits.OneAtATime)
            .Split("read", new Count(made, most: 1000), StageLimits.OneAtATime)
            .Step("end", new End(ended, at: 5, drain), StageLimits.OneAtATime)
            .RunAsync(new RunOptions(), new StopSignals(drain.Token, CancellationToken.None));
        Assert.Equal(Enumerable.Range(1, 1000), ended);
    }

    [Fact]
    public async Task What_an_abort_dropped_was_not_read_to_the_end()
    {
        using var abort = new CancellationTokenSource();
        var report = await Line.From(RealEngine.Numbers(3, []), (_, _) => ValueTask.CompletedTask)
            .Step("end", new End([], at: 3, abort), new StageLimits(Inbox: 1, Workers: 3))
            .Step("after", new End([], at: -1, abort), StageLimits.OneAtATime)
            .RunAsync(new RunOptions(), new StopSignals(CancellationToken.None, abort.Token));
        Assert.False(report.ReadToEnd);
    }

    private static async IAsyncEnumerable<int> OneItem()
    {
        await Task.Yield();
        yield return 0;
    }

    private sealed class Count(List<int> made, int most = Enough) : ISplit<int, int>
    {
        public async IAsyncEnumerable<int> RunAsync(int item, [EnumeratorCancellation] CancellationToken cancel)
        {
            for (var i = 1; i <= most; i++)
            {
                await Task.Yield();
                made.Add(i);
                yield return i;
            }
        }
    }

    private sealed class Waits(CancellationTokenSource stop) : ISplit<int, int>
    {
        public async IAsyncEnumerable<int> RunAsync(int item, [EnumeratorCancellation] CancellationToken cancel)
        {
            yield return 0;
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
        }
    }

    private sealed class End(List<int> ended, int at, CancellationTokenSource stop) : IStep<int, int>
    {
        public async ValueTask<int> RunAsync(int item, CancellationToken cancel)
        {
            if (item == at) await stop.CancelAsync();
            ended.Add(item);
            return item;
        }
    }

    private sealed class Fails : IStep<int, int>
    {
        public ValueTask<int> RunAsync(int item, CancellationToken cancel) => throw new IOException("away");
    }
}
