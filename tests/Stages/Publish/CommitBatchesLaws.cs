using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What callers of batches are promised, whenever they come and however the writes end.</summary>
public class CommitBatchesLaws
{
    internal delegate INameIndex Gather(INameIndex names, int mostPairs, TimeProvider time);

    /// <summary>A key that is written so long after the one before.</summary>
    internal sealed record Put(int After, int Key);

    /// <param name="MostPairs">Of a batch.</param>
    /// <param name="Latency">Of a write, in milliseconds.</param>
    /// <param name="Leaves">Which pairs the first writes leave out: 0 none, 1 all, n every n-th.</param>
    /// <param name="Puts">What is written; the value is the number of the call.</param>
    internal sealed record Case(int MostPairs, int Latency, int[] Leaves, Put[] Puts)
    {
        public override string ToString() => $"{MostPairs} pairs, {Latency} ms, leaves {string.Join(' ', Leaves)}: {string.Join(", ", Puts.Select(put => $"+{put.After} k{put.Key}"))}";
    }

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Gen<Case> Cases =
        from most in Gen.Choose(1, 4)
        from latency in Gen.Elements(0, 300, 1500)
        from leaves in Gen.Elements(0, 0, 1, 2, 3).ArrayOf()
        from puts in (from after in Gen.Elements(0, 0, 0, 0, 200, 700, 1000, 2500) from key in Gen.Choose(0, 4) select new Put(after, key)).ArrayOf()
        select new Case(most, latency, leaves, puts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool Keeps_its_promises(Case test, Gather gather) => Simulation.Run(async time =>
    {
        var index = new TimedNames(test.Latency, test.Leaves, time);
        var (batches, calls) = (gather(index, test.MostPairs, time), new List<Task<Call>>());
        foreach (var put in test.Puts)
        {
            if (put.After > 0) await Task.Delay(TimeSpan.FromMilliseconds(put.After), time);
            calls.Add(CallAsync(batches, $"k{put.Key}", calls.Count, time));
        }

        var heard = await Task.WhenAll(calls);
        var sent = index.Sent;
        return sent.All(write => write.HasEachKeyOnce && write.Pairs.Length <= test.MostPairs)
            && sent.Zip(sent.Skip(1)).All(pair => pair.Second.Began >= pair.First.Ended + Second)
            && heard.All(call => OwnOf(call, sent) is { } own && call.Heard == own.Ended && call.IsWritten == own.Wrote(call.Key))
            && sent.Select((write, at) => write.Began <= Latest(heard.Where(call => OwnOf(call, sent) == write).Min(call => call.Made), at == 0 ? null : sent[at - 1])).All(isPrompt => isPrompt);
    });

    // Values of a key only grow: the first write of this value or a newer one is the one that this call was in.
    private static TimedNames.Write? OwnOf(Call call, IEnumerable<TimedNames.Write> sent) => sent.FirstOrDefault(write => write.NumberOf(call.Key) >= call.Number);

    private static TimeSpan Latest(TimeSpan first, TimedNames.Write? before) =>
        new[] { first + Second, before is null ? default : before.Ended + Second }.Max();

    [Fact]
    public void Each_caller_hears_of_its_own_pair_when_it_is_durable_and_batches_go_once_a_second_with_each_key_once() => Law.Holds(Cases, test => Keeps_its_promises(test, Real), runs: 500);

    [Fact]
    public void The_law_refutes_writing_straight_through() => Refutes((names, _, _) => new PlainBatches(names, batches: false));

    [Fact]
    public void The_law_refutes_batches_of_any_size() => Refutes((names, _, time) => new CommitBatches(names, int.MaxValue, time));

    [Fact]
    public void The_law_refutes_batches_that_wait_to_be_full() => Refutes((names, most, time) => new CommitBatches(names, most, new SlowerTime(time)));

    [Fact]
    public void The_law_refutes_a_key_that_keeps_its_first_value() => Refutes((names, _, time) => new PlainBatches(names, batches: true) { Time = time, KeepsFirst = true });

    [Fact]
    public void The_law_refutes_dropping_unwritten_keys() => Refutes((names, most, time) => new CommitBatches(new AlteredNames(names, _ => null), most, time));

    [Fact]
    public void The_law_refutes_failing_all_for_some() => Refutes((names, most, time) => new CommitBatches(new AlteredNames(names, cause => new StoreUnavailableException(cause.Message)), most, time));

    [Fact]
    public async Task A_full_batch_does_not_wait()
    {
        var time = new ManualTime();
        var index = new TimedNames(0, [], time);
        await using var batches = new CommitBatches(index, 3, time);
        await batches.PutAllAsync([new("a", "0"), new("b", "1"), new("c", "2")], Cancel);
        Assert.Equal((TimeSpan.Zero, 3), (time.Elapsed, Assert.Single(index.Sent).Pairs.Length));
    }

    [Fact]
    public void A_key_that_was_just_written_is_deleted_a_second_later_and_others_at_once() => Simulation.Run(async time =>
    {
        var index = new TimedNames(300, [], time);
        var batches = new CommitBatches(index, 1, time);
        await batches.PutAsync("a", "0", default);
        await batches.DeleteAsync("b", default);
        await batches.DeleteAsync("a", default);
        await batches.DeleteAsync("a", default);
        Assert.Equal([("b", 300), ("a", 1300), ("a", 1300)], index.Deleted.Select(deleted => (deleted.Key, (int)deleted.At.TotalMilliseconds)));
    });

    [Fact]
    public async Task A_batch_that_is_due_as_soon_as_it_is_begun_has_its_first_pair()
    {
        var index = new TimedNames(0, [], TimeProvider.System);
        await using var batches = new CommitBatches(index, 3, new StandstillTime());
        await batches.PutAsync("a", "0", Cancel);
        await batches.PutAsync("b", "1", Cancel);
        Assert.Equal(["a", "b"], index.Sent.Select(write => Assert.Single(write.Pairs).Key));
    }

    /// <summary>Between any two looks at it the machine stood still for two seconds.</summary>
    private sealed class StandstillTime : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 2 * Interlocked.Increment(ref _looks);
    }

    [Fact]
    public async Task What_is_not_sent_when_it_ends_is_dropped_and_its_callers_hear_of_it()
    {
        var time = new ManualTime();
        var index = new TimedNames(0, [], time);
        var batches = new CommitBatches(index, 3, time);
        var waiting = batches.PutAsync("a", "0", Cancel).AsTask();
        await batches.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batches.PutAsync("a", "0", Cancel).AsTask());
        Assert.Empty(index.Sent);
    }

    [Fact]
    public async Task A_caller_who_gives_up_leaves_the_others_of_its_batch_alone()
    {
        var time = new ManualTime();
        var index = new TimedNames(0, [], time);
        await using var batches = new CommitBatches(index, 3, time);
        using var over = new CancellationTokenSource();
        var (one, other) = (batches.PutAsync("a", "0", over.Token).AsTask(), batches.PutAsync("b", "1", Cancel).AsTask());
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        // A step may fall between the batch's look at the clock and its timer.
        while (!other.IsCompleted) { time.Advance(Second); await Task.Yield(); }
        await other;
        Assert.Equal(2, Assert.Single(index.Sent).Pairs.Length);
    }

    [Theory]
    [InlineData(typeof(NotAskedException))]
    [InlineData(typeof(StoreRefusedException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task Every_caller_hears_why_and_the_next_batch_goes_all_the_same(Type kind)
    {
        var time = new ManualTime();
        var index = new TimedNames(0, [1], time);
        await using var batches = new CommitBatches(new AlteredNames(index, cause => (Exception)Activator.CreateInstance(kind, cause.Message)!), 2, time);
        var failed = new[] { batches.PutAsync("a", "0", Cancel).AsTask(), batches.PutAsync("b", "1", Cancel).AsTask() };
        foreach (var call in failed) Assert.Equal("left out", (await Assert.ThrowsAsync(kind, () => call)).Message);
        var later = batches.PutAsync("a", "2", Cancel).AsTask();
        while (!later.IsCompleted) { time.Advance(Second); await Task.Yield(); }
        await later;
        Assert.Equal(2, index.Sent.Count);
    }

    private static void Refutes(Gather mutant) => Mutant.IsRefuted(Cases, test => Keeps_its_promises(test, mutant), runs: 2000);

    private static CommitBatches Real(INameIndex names, int mostPairs, TimeProvider time) => new(names, mostPairs, time);

    private static async Task<Call> CallAsync(INameIndex batches, string key, int number, ManualTime time)
    {
        var made = time.Elapsed;
        try
        {
            await batches.PutAsync(key, $"{number}", default);
            return new(key, number, made, time.Elapsed, IsWritten: true);
        }
        catch (StoreUnavailableException)
        {
            return new(key, number, made, time.Elapsed, IsWritten: false);
        }
    }

    private sealed record Call(string Key, int Number, TimeSpan Made, TimeSpan Heard, bool IsWritten);

    /// <summary>Timers that take their time.</summary>
    private sealed class SlowerTime(TimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime * 3, period);
    }
}
