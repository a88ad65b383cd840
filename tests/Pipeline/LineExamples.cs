using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Xunit;

namespace VizPipeline.Tests;

public sealed class LineExamples
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task A_blocked_stage_holds_back_the_source(int inbox, int workers)
    {
        var (gate, full) = (new TaskCompletionSource(), new TaskCompletionSource());
        var read = new ConcurrentBag<int>();
        var limits = new StageLimits(inbox, workers);
        var line = Line.From(RealEngine.Numbers(10_000, read), (_, _) => ValueTask.CompletedTask)
            .Split("fan", new Fan(1000), limits)
            .Step("blocked", new Gate(gate.Task, full), limits);

        var running = line.RunAsync(new RunOptions(), StopSignals.Never);
        await full.Task;
        for (var i = 0; i < 1000; i++) await Task.Yield();
        Assert.InRange(read.Count, 1, limits.InFlight + 1);
        gate.SetResult();
        var report = await running;
        Assert.True(report.ReadToEnd && report.FaultCounts.IsEmpty);
        Assert.Equal(10_000, report.Verdicts[Verdict.Done]);
    }

    [Fact]
    public async Task A_refusal_drains_and_a_bug_aborts()
    {
        Assert.Equal(Reaction.Drain, FaultPolicies.Tolerate(9)(new Fault("s", FaultKind.Refused, null, new IOException()), 1));
        Assert.Equal(Reaction.Abort, FaultPolicies.Tolerate(9)(new Fault("s", FaultKind.Bug, null, new IOException()), 1));

        var report = await Failing(1000, new InvalidOperationException("bug")).RunAsync(new RunOptions { OnFault = FaultPolicies.Tolerate(9) }, StopSignals.Never);
        Assert.False(report.ReadToEnd);
        Assert.Equal([FaultKind.Bug], report.FaultCounts.Keys);
    }

    [Fact]
    public async Task A_million_faults_would_be_counted_but_a_hundred_are_kept()
    {
        var report = await Failing(1000, new IOException("away")).RunAsync(new RunOptions { OnFault = FaultPolicies.Tolerate(5000) }, StopSignals.Never);
        Assert.Equal(1000, report.FaultCounts[FaultKind.Unavailable]);
        Assert.Equal(100, report.Faults.Length);
        Assert.True(report.ReadToEnd);
    }

    [Fact]
    public async Task Draining_finishes_what_was_begun_and_reads_nothing_more()
    {
        using var drain = new CancellationTokenSource();
        var read = new ConcurrentBag<int>();
        var line = Line.From(RealEngine.Numbers(10_000, read), (_, _) => ValueTask.CompletedTask)
            .Step("stop at five", new StopAt(5, drain), StageLimits.OneAtATime);

        var report = await line.RunAsync(new RunOptions(), new StopSignals(drain.Token, CancellationToken.None));
        Assert.False(report.ReadToEnd);
        Assert.InRange(read.Count, 5, 5 + StageLimits.OneAtATime.InFlight + 1);
        Assert.Equal(read.Count, report.Verdicts[Verdict.Done]);
    }

    [Fact]
    public async Task A_failing_source_becomes_a_fault_of_the_report()
    {
        var report = await Line.From(Broken(), (_, _) => ValueTask.CompletedTask)
            .Step("pass", new Pass(), StageLimits.OneAtATime)
            .RunAsync(new RunOptions { OnFault = FaultPolicies.Tolerate(9) }, StopSignals.Never);
        Assert.False(report.ReadToEnd);
        Assert.Equal("source", Assert.Single(report.Faults).Stage);
    }

    [Fact]
    public async Task Waiting_for_the_next_stage_is_told_apart_from_work()
    {
        var (gate, full, seen) = (new TaskCompletionSource(), new TaskCompletionSource(), new Times());
        var line = Line.From(RealEngine.Numbers(20, []), (_, _) => ValueTask.CompletedTask)
            .Step("quick", new Pass(), StageLimits.OneAtATime)
            .Step("slow", new Gate(gate.Task, full), StageLimits.OneAtATime);
        var running = line.RunAsync(new RunOptions { Observer = seen }, StopSignals.Never);
        await full.Task;
        while (!seen.QuickIsFull) await Task.Yield();
        gate.SetResult();
        await running;
        Assert.True(seen.Blocked > TimeSpan.Zero);
        Assert.Equal(20, seen.Left);
    }

    private static Line<int> Failing(int count, Exception cause) =>
        Line.From(RealEngine.Numbers(count, []), (_, _) => ValueTask.CompletedTask).Step("fail", new Fail(cause), new StageLimits(4, 2));

    private static async IAsyncEnumerable<int> Broken()
    {
        yield return 1;
        await Task.Yield();
        throw new IOException("away");
    }

    private sealed class Times : IRunObserver
    {
        private int _emitted;

        public TimeSpan Blocked { get; private set; }

        public int Left { get; private set; }

        public bool QuickIsFull => Volatile.Read(ref _emitted) > StageLimits.OneAtATime.InFlight;

        void IRunObserver.Emitted(StageInfo stage, TimeSpan age)
        {
            if (stage.Name == "quick") Interlocked.Increment(ref _emitted);
        }

        void IRunObserver.Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict)
        {
            if (stage.Name != "quick") return;
            Blocked += blocked;
            Left++;
        }
    }

    private sealed class Fail(Exception cause) : IStep<int, int>
    {
        public ValueTask<int> RunAsync(int item, CancellationToken cancel) => throw cause;
    }

    private sealed class Pass : IStep<int, int>
    {
        public ValueTask<int> RunAsync(int item, CancellationToken cancel) => ValueTask.FromResult(item);
    }

    private sealed class StopAt(int last, CancellationTokenSource drain) : IStep<int, int>
    {
        public async ValueTask<int> RunAsync(int item, CancellationToken cancel)
        {
            if (item == last) await drain.CancelAsync();
            return item;
        }
    }

    private sealed class Fan(int width) : ISplit<int, int>
    {
        public async IAsyncEnumerable<int> RunAsync(int item, [EnumeratorCancellation] CancellationToken cancel)
        {
            for (var i = 0; i < width; i++)
            {
                await Task.Yield();
                yield return item;
            }
        }
    }

    private sealed class Gate(Task open, TaskCompletionSource reached) : IStep<int, int>
    {
        public async ValueTask<int> RunAsync(int item, CancellationToken cancel)
        {
            reached.TrySetResult();
            await open.WaitAsync(cancel);
            return item;
        }
    }
}
