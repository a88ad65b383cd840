using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class QuotaGateLaws
{
    private static readonly Quota Minute = new(20, TimeSpan.FromMinutes(1));
    private static readonly Quota FiveMinutes = new(70, TimeSpan.FromMinutes(5));

    private delegate IProviderGate Gate(ManualTime time);

    /// <summary>A caller: comes after a while, and its request is on its way for some time before and after the provider counts it.</summary>
    private sealed record Caller(int After, int There, int Back);

    private static Gen<Caller[]> Callers =>
        from count in Gen.Choose(1, 120)
        from callers in (from after in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 150_000)))
                         from there in Gen.Choose(1, 3000)
                         from back in Gen.Choose(0, 3000)
                         select new Caller(after, there, back)).ArrayOf(count)
        select callers;

    [Fact]
    public void No_stretch_of_time_ever_sees_more_requests_arrive_than_a_quota_allows() => Law.Holds(Callers, callers => IsWithinQuotas(callers, Real), runs: 60);

    [Fact]
    public void The_law_refutes_a_bucket_that_fills_at_a_steady_rate() =>
        Mutant.IsRefuted(Callers, callers => IsWithinQuotas(callers, time => new Steady(Minute, time)), runs: 300);

    [Fact]
    public void The_law_refutes_tokens_that_come_back_a_window_after_they_were_taken() =>
        Mutant.IsRefuted(Callers, callers => IsWithinQuotas(callers, time => new BackTooSoon(Minute, time)), runs: 300);

    [Fact]
    public void The_law_refutes_minding_one_quota_of_two() =>
        Mutant.IsRefuted(Callers, callers => IsWithinQuotas(callers, time => new QuotaGate("Pinata", [Minute], TimeSpan.MaxValue, time)), runs: 300);

    [Fact]
    public void Nearly_all_of_a_quota_is_used() => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Pinata", [new Quota(500, TimeSpan.FromMinutes(1))], TimeSpan.MaxValue, time);
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(_ => Ask(gate, new Caller(0, 100, 100), time, [])));
        Assert.InRange(time.Elapsed.TotalMinutes, 9, 9.1);
    });

    private static Gen<(int Quota, int Before, int Pause, int After)> Waits =>
        from quota in Gen.Choose(1, 30)
        from before in Gen.Choose(0, 60)
        from pause in Gen.Choose(0, 90_000)
        from after in Gen.Choose(0, 120)
        select (quota, before, pause, after);

    [Fact]
    public void How_long_it_will_keep_calls_is_known_beforehand() => Law.Holds(Waits, wait => IsForetold(wait, (gate, calls) => gate.Until(calls)), runs: 200);

    [Fact]
    public void The_law_refutes_a_steady_rate() => Mutant.IsRefuted(Waits, wait => IsForetold(wait, (_, calls) => TimeSpan.FromMinutes((double)calls / wait.Quota)), runs: 200);

    private static bool IsForetold((int Quota, int Before, int Pause, int After) wait, Func<QuotaGate, long, TimeSpan> foretell) => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Pinata", [new Quota(wait.Quota, TimeSpan.FromMinutes(1))], TimeSpan.MaxValue, time);
        await AskAsync(wait.Before);
        if (wait.Pause > 0) await Task.Delay(TimeSpan.FromMilliseconds(wait.Pause), time);
        var (told, began) = (foretell(gate, wait.After), time.Elapsed);
        await AskAsync(wait.After);
        return time.Elapsed - began == told;

        async Task AskAsync(int calls) => await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => gate.RunAsync(_ => ValueTask.FromResult(true), default).AsTask()));
    });

    [Fact]
    public void A_refusal_closes_the_gate_for_everyone_until_the_time_it_says_and_then_one_goes_first() => Simulation.Run(async time =>
    {
        var (gate, arrived) = (Real(time), new List<TimeSpan>());
        var refused = Refused(gate, TimeSpan.FromSeconds(40));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => refused);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Ask(gate, new Caller(0, 500, 500), time, arrived)));
        Assert.Equal([40.5, 41.5, 41.5, 41.5, 41.5], arrived.Select(at => at.TotalSeconds));
    });

    [Fact]
    public void Refused_again_and_again_without_a_time_it_asks_at_growing_distances_one_at_a_time() => Simulation.Run(async time =>
    {
        var (gate, asked) = (Real(time), new List<double>());
        var callers = Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await gate.RunAsync<bool>(
                    _ =>
                    {
                        asked.Add(time.Elapsed.TotalSeconds);
                        throw new StoreUnavailableException("429") { WasRefusedForQuota = true };
                    },
                    default);
            }
            catch (StoreUnavailableException)
            {
            }
        });
        await Task.WhenAll(callers);
        Assert.Equal([0, 1, 3, 7, 15, 31], asked);
    });

    [Fact]
    public void A_gate_that_is_closed_for_longer_than_one_waits_fails_at_once() => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Cloudflare", [FiveMinutes], TimeSpan.FromMinutes(10), time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Refused(gate, TimeSpan.FromHours(11)));
        var fault = await Assert.ThrowsAsync<NotAskedException>(() => Refused(gate, null));
        Assert.Equal("Cloudflare takes no more requests of this account for 11 hours", fault.Message);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    });

    [Fact]
    public void One_who_is_cancelled_in_line_keeps_nobody_waiting() => Simulation.Run(async time =>
    {
        var gate = new QuotaGate("Pinata", [new Quota(1, TimeSpan.FromMinutes(1))], TimeSpan.MaxValue, time);
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        var (first, gone) = (Ask(gate, new Caller(0, 1, 0), time, []), gate.RunAsync(_ => ValueTask.FromResult(true), cancel.Token).AsTask());
        var last = Ask(gate, new Caller(0, 1, 0), time, []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Task.WhenAll(first, last);
        Assert.InRange(time.Elapsed.TotalSeconds, 60, 61);
    });

    private static QuotaGate Real(ManualTime time) => new("Pinata", [Minute, FiveMinutes], TimeSpan.MaxValue, time);

    private static Task Refused(QuotaGate gate, TimeSpan? after) => gate.RunAsync<bool>(
        _ => throw new StoreUnavailableException("429") { WasRefusedForQuota = true, RetryAfter = after }, default).AsTask();

    private static bool IsWithinQuotas(Caller[] callers, Gate make) => Simulation.Run(async time =>
    {
        var (gate, arrived) = (make(time), new List<TimeSpan>());
        await Task.WhenAll(callers.Select(caller => Ask(gate, caller, time, arrived)));
        Assert.Equal(callers.Length, arrived.Count);
        return IsWithin(Minute, arrived) && IsWithin(FiveMinutes, arrived);
    });

    // The same number of places further on in order of arrival is at least a window later.
    private static bool IsWithin(Quota quota, List<TimeSpan> arrived)
    {
        var sorted = arrived.Order().ToImmutableArray();
        return Enumerable.Range(0, Math.Max(0, sorted.Length - quota.Requests)).All(at => sorted[at + quota.Requests] - sorted[at] >= quota.Window);
    }

    private static async Task Ask(IProviderGate gate, Caller caller, ManualTime time, List<TimeSpan> arrived)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(caller.After), time);
        await gate.RunAsync(
            async token =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(caller.There), time, token);
                arrived.Add(time.Elapsed);
                await Task.Delay(TimeSpan.FromMilliseconds(caller.Back), time, token);
                return true;
            },
            default);
    }

    /// <summary>The mutant: the bucket of the textbook, full at the beginning.</summary>
    private sealed class Steady(Quota quota, ManualTime time) : IProviderGate
    {
        private TimeSpan _free = -quota.Window;

        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            _free = (_free > time.Elapsed - quota.Window ? _free : time.Elapsed - quota.Window) + (quota.Window / quota.Requests);
            if (_free > time.Elapsed) await Task.Delay(_free - time.Elapsed, time, cancel);
            return await call(cancel);
        }
    }

    /// <summary>The mutant: counts a request when it leaves, though the provider counts it when it arrives.</summary>
    private sealed class BackTooSoon(Quota quota, ManualTime time) : IProviderGate
    {
        private readonly List<TimeSpan> _left = [];

        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            var at = _left.Count < quota.Requests ? time.Elapsed : _left[^quota.Requests] + quota.Window;
            _left.Add(at > time.Elapsed ? at : time.Elapsed);
            if (at > time.Elapsed) await Task.Delay(at - time.Elapsed, time, cancel);
            return await call(cancel);
        }
    }
}
