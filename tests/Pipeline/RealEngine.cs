using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace VizPipeline.Tests;

/// <summary>Drives the line with two steps around a split, and writes down what happens.</summary>
internal static class RealEngine
{
    public static async Task<EngineTrace> RunAsync(EngineCase c)
    {
        var (read, arrived, acknowledged, made) = (new ConcurrentBag<int>(), new ConcurrentBag<int>(), new ConcurrentBag<(int, Verdict)>(), new ConcurrentBag<Thing>());
        var worst = new ConcurrentDictionary<int, Verdict>();
        using var abort = new CancellationTokenSource();
        var limits = new StageLimits(c.Inbox, c.Workers);
        var work = new Work(c, abort);

        var line = Line.From(Numbers(c.Items, read), (item, verdict) => { acknowledged.Add((item, verdict)); return ValueTask.CompletedTask; })
            .Step("make", new Make(work, made), limits)
            .Split("fan", new Fan(c.Fan, made), limits)
            .Step("end", new End(work, arrived), limits);

        await line.RunAsync(
                new RunOptions { OnFault = FaultPolicies.Tolerate(c.Tolerate), Observer = new Listen(worst) },
                new StopSignals(CancellationToken.None, abort.Token))
            .WaitAsync(TimeSpan.FromMinutes(5));
        return new EngineTrace([.. read], [.. acknowledged], [.. arrived], worst, [.. made.Select(thing => thing.Disposals)]);
    }

    public static async IAsyncEnumerable<int> Numbers(int count, ConcurrentBag<int> read)
    {
        for (var i = 1; i <= count; i++)
        {
            await Task.Yield();
            read.Add(i);
            yield return i;
        }
    }

    /// <summary>An item that owns something.</summary>
    internal sealed class Thing(int number) : IDisposable
    {
        private int _disposals;

        public int Number => number;

        public int Disposals => _disposals;

        public void Dispose() => Interlocked.Increment(ref _disposals);
    }

    private sealed class Listen(ConcurrentDictionary<int, Verdict> worst) : IRunObserver
    {
        public void Faulted(Fault fault)
        {
            var number = fault.Item is Thing thing ? thing.Number : (int)fault.Item!;
            var verdict = fault.Kind switch { FaultKind.Rejected => Verdict.Rejected, FaultKind.Cancelled => Verdict.Abandoned, _ => Verdict.Failed };
            worst.AddOrUpdate(number, verdict, (_, before) => before > verdict ? before : verdict);
        }
    }

    private sealed class Work(EngineCase c, CancellationTokenSource abort)
    {
        private int _calls;

        public async ValueTask DoAsync(CancellationToken cancel)
        {
            var call = Interlocked.Increment(ref _calls);
            await Task.Yield();
            if (call == c.AbortAfter) await abort.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            if (c.FailEvery > 0 && call % c.FailEvery == 0) throw (call % 2 == 0 ? new RejectedException("bad") : new IOException("away"));
        }
    }

    private sealed class Make(Work work, ConcurrentBag<Thing> made) : IStep<int, Thing>
    {
        public async ValueTask<Thing> RunAsync(int item, CancellationToken cancel)
        {
            await work.DoAsync(cancel);
            var thing = new Thing(item);
            made.Add(thing);
            return thing;
        }
    }

    private sealed class Fan(int width, ConcurrentBag<Thing> made) : ISplit<Thing, Thing>
    {
        public async IAsyncEnumerable<Thing> RunAsync(Thing item, [EnumeratorCancellation] CancellationToken cancel)
        {
            for (var i = 0; i < width; i++)
            {
                await Task.Yield();
                var thing = new Thing(item.Number);
                made.Add(thing);
                yield return thing;
            }
        }
    }

    private sealed class End(Work work, ConcurrentBag<int> arrived) : IStep<Thing, int>
    {
        public async ValueTask<int> RunAsync(Thing item, CancellationToken cancel)
        {
            if (item.Disposals > 0) throw new InvalidOperationException("disposed before its time");
            await work.DoAsync(cancel);
            arrived.Add(item.Number);
            return item.Number;
        }
    }
}
