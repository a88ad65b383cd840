using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class AdaptiveGateTests
{
    private const int Most = 64;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A gate and how many it lets through now.</summary>
    private sealed record Gate(IProviderGate Calls, Func<int> Limit);

    /// <summary>A provider that answers at once up to a capacity, and beyond it in proportion to its load.</summary>
    private static Gen<(int Capacity, int Latency, int First)> Providers =>
        from capacity in Gen.Choose(4, 40)
        from latency in Gen.Choose(20, 200)
        from first in Gen.Choose(1, Most)
        select (capacity, latency, first);

    [Fact]
    public void It_finds_what_a_provider_can_do_and_stays_near_it() => Law.Holds(Providers, provider => Settles(provider, Real), runs: 20);

    [Fact]
    public void The_law_refutes_a_fixed_number() => Mutant.IsRefuted(Providers, provider => Settles(provider, (first, time) => Fixed(first)), runs: 100);

    [Fact]
    public void The_law_refutes_growing_only() => Mutant.IsRefuted(Providers, provider => Settles(provider, (first, time) =>
        new AdaptiveGate(first, Most, time) is var gate ? new Gate(new HidesOverload(Whole(gate)), () => gate.Limit) : throw new InvalidOperationException()), runs: 100);

    [Fact]
    public void While_answers_come_steadily_it_grows_by_one_a_round() => Simulation.Run(async time =>
    {
        var gate = new AdaptiveGate(2, 6, time);
        await AskAsync(Whole(gate), time, callers: 10, times: 20, (_, _) => TimeSpan.FromMilliseconds(50));
        Assert.Equal(6, gate.Limit);
    });

    [Fact]
    public void It_does_not_grow_while_places_are_left() => Simulation.Run(async time =>
    {
        var gate = new AdaptiveGate(8, Most, time);
        await AskAsync(Whole(gate), time, callers: 4, times: 50, (_, _) => TimeSpan.FromMilliseconds(50));
        Assert.Equal(8, gate.Limit);
    });

    [Fact]
    public void Failures_of_the_same_moment_shrink_it_by_a_tenth_once() => Simulation.Run(async time =>
    {
        var gate = new AdaptiveGate(40, Most, time);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ => await Assert.ThrowsAsync<StoreUnavailableException>(() => Whole(gate).RunAsync<bool>(
            async token =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, token);
                throw new StoreUnavailableException("reset");
            },
            Cancel).AsTask())));
        Assert.Equal(36, gate.Limit);
    });

    [Fact]
    public void Slower_answers_shrink_it() => Simulation.Run(async time =>
    {
        var gate = new AdaptiveGate(20, 20, time);
        await AskAsync(Whole(gate), time, callers: 20, times: 10, (_, _) => TimeSpan.FromMilliseconds(50));
        Assert.Equal(20, gate.Limit);
        await AskAsync(Whole(gate), time, callers: 20, times: 1, (_, _) => TimeSpan.FromMilliseconds(150));
        Assert.Equal(18, gate.Limit);
    });

    [Fact]
    public void It_never_lets_more_through_than_its_limit() => Simulation.Run(async time =>
    {
        var (gate, under) = (new AdaptiveGate(3, 9, time), 0);
        await AskAsync(Whole(gate), time, callers: 50, times: 20, (call, load) =>
        {
            under = Math.Max(under, load);
            return TimeSpan.FromMilliseconds(40 + (call * 7 % 20));
        });
        Assert.InRange(under, 3, 9);
    });

    [Fact]
    public void A_call_that_waited_for_its_place_is_not_sent_when_the_gate_within_closed_meanwhile() => Simulation.Run(async time =>
    {
        var (gate, sent) = (new AdaptiveGate(1, 1, time), 0);
        var chain = new GateChain(gate, new BreakerGate("The store", failures: 1, TimeSpan.Zero, time, () => 0), gate.Watch);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Record.ExceptionAsync(() => chain.RunAsync<bool>(
            async token =>
            {
                sent++;
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, token);
                throw new StoreUnavailableException("reset");
            },
            Cancel).AsTask()).AsTask()));
        Assert.Equal(1, sent);
        Assert.Equal(4, outcomes.Count(outcome => outcome is NotAskedException));
    });

    [Fact]
    public void What_waits_behind_another_gate_is_no_load() => Simulation.Run(async time =>
    {
        var gate = new AdaptiveGate(4, Most, time);
        var quota = new QuotaGate("The store", [new Quota(1, TimeSpan.FromSeconds(1))], TimeSpan.FromMinutes(1), time);
        await AskAsync(new GateChain(gate, quota, gate.Watch), time, callers: 10, times: 5, (_, _) => TimeSpan.FromMilliseconds(50));
        Assert.Equal(4, gate.Limit);
    });

    private static Gate Real(int first, ManualTime time) => new AdaptiveGate(first, Most, time) is var gate ? new(Whole(gate), () => gate.Limit) : throw new InvalidOperationException();

    private static GateChain Whole(AdaptiveGate gate) => new(gate, gate.Watch);

    private static Gate Fixed(int first) => new(GateChain.None, () => first);

    private static bool Settles((int Capacity, int Latency, int First) provider, Func<int, ManualTime, Gate> make) => Simulation.Run(async time =>
    {
        var gate = make(provider.First, time);
        var limits = new List<int>();
        await AskAsync(gate.Calls, time, callers: Most, times: 150, (call, load) =>
        {
            if (call > Most * 75) limits.Add(gate.Limit());
            if (load > provider.Capacity * 1.5) throw new StoreUnavailableException("overloaded") { WasRefusedForQuota = true };
            return TimeSpan.FromMilliseconds(provider.Latency);
        });
        return limits.Average() <= provider.Capacity * 1.6 && limits.Average() >= provider.Capacity * 0.75;
    });

    /// <summary>Callers who call again as soon as they have an answer; a call is told its number and how many are under way with it.</summary>
    private static async Task AskAsync(IProviderGate gate, ManualTime time, int callers, int times, Func<int, int, TimeSpan> answer)
    {
        var (call, load) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            for (var i = 0; i < times; i++)
            {
                try
                {
                    await gate.RunAsync(_ => AnswerAsync(), default);
                }
                catch (StoreUnavailableException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), time);
                }
            }
        }));

        async ValueTask<bool> AnswerAsync()
        {
            load++;
            try
            {
                await Task.Delay(answer(call++, load), time);
                return true;
            }
            finally
            {
                load--;
            }
        }
    }

    /// <summary>The mutant: answers of an overloaded provider look like any other to it.</summary>
    private sealed class HidesOverload(GateChain gate) : IProviderGate
    {
        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            StoreUnavailableException? hidden = null;
            var result = await gate.RunAsync(
                async token =>
                {
                    try
                    {
                        return await call(token);
                    }
                    catch (StoreUnavailableException cause)
                    {
                        hidden = cause;
                        return default!;
                    }
                },
                cancel);
            return hidden is null ? result : throw hidden;
        }
    }
}
