using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class BreakerGateTests
{
    private const int Failures = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private delegate IProviderGate Gate(ManualTime time);

    /// <summary>A provider that is down for a stretch, and callers at some rate, all in seconds.</summary>
    private sealed record Case(int Down, int Up, int[] Callers, int Seed);

    private static Gen<Case> Cases =>
        from down in Gen.Choose(0, 60)
        from length in Gen.Choose(1, 300)
        from callers in Gen.Choose(0, 500).ArrayOf(120)
        from seed in Gen.Choose(0, 1000)
        select new Case(down, down + length, [.. callers.Order()], seed);

    [Fact]
    public void Once_it_is_known_to_be_down_it_is_asked_by_one_at_a_time_and_nobody_waits_longer_than_he_must() => Law.Holds(Cases, test => IsSpared(test, Real(test)), runs: 60);

    [Fact]
    public void The_law_refutes_no_breaker_at_all() => Mutant.IsRefuted(Cases, test => IsSpared(test, _ => GateChain.None), runs: 100);

    [Fact]
    public void The_law_refutes_holding_callers_for_as_long_as_it_lasts() =>
        Mutant.IsRefuted(Cases, test => IsSpared(test, time => new BreakerGate("Pinata", Failures, TimeSpan.FromHours(1), time, () => 0.5)), runs: 100);

    [Fact]
    public void The_law_refutes_a_breaker_that_never_closes() => Mutant.IsRefuted(Cases, test => IsSpared(test, time => new NeverCloses(Real(test)(time), time)), runs: 100);

    [Fact]
    public void Callers_held_through_an_outage_all_go_through_when_it_ends() => Simulation.Run(async time =>
    {
        var gate = new BreakerGate("Pinata", 2, Longest, time, () => 0.5);
        await Fails(gate);
        await Fails(gate);
        var (calls, isUp) = (0, false);
        var held = Enumerable.Range(0, 100).Select(async _ =>
        {
            while (true)
            {
                try
                {
                    return await gate.RunAsync(
                        _ =>
                        {
                            calls++;
                            return isUp ? ValueTask.FromResult(true) : throw new StoreUnavailableException("503");
                        },
                        default);
                }
                catch (StoreUnavailableException cause) when (cause is not NotAskedException)
                {
                }
            }
        }).ToList();
        await Task.Delay(TimeSpan.FromSeconds(60), time);
        Assert.InRange(calls, 3, 12);
        isUp = true;
        Assert.All(await Task.WhenAll(held), Assert.True);
        Assert.InRange(time.Elapsed.TotalSeconds, 60, 76);
    });

    [Fact]
    public void A_refusal_for_quota_or_for_good_is_no_outage() => Simulation.Run(async time =>
    {
        var gate = new BreakerGate("Pinata", 1, TimeSpan.Zero, time, () => 0);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Throws(gate, new StoreUnavailableException("429") { WasRefusedForQuota = true }));
        await Assert.ThrowsAsync<StoreRefusedException>(() => Throws(gate, new StoreRefusedException("401")));
        Assert.True(await gate.RunAsync(_ => ValueTask.FromResult(true), default));
    });

    [Fact]
    public void Who_is_not_asked_is_told_for_how_long_and_why() => Simulation.Run(async time =>
    {
        var gate = new BreakerGate("Pinata", 1, Longest, time, () => 0.5);
        await Fails(gate);
        var held = Throws(gate, new StoreUnavailableException("still 503"));
        var after = await Assert.ThrowsAsync<StoreUnavailableException>(() => held);
        Assert.Equal("still 503", after.Message);
        using var stuck = new CancellationTokenSource(TimeSpan.FromMinutes(3), time);
        var probe = gate.RunAsync(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
            return true;
        }, stuck.Token).AsTask();
        var fault = await Assert.ThrowsAsync<NotAskedException>(() => Throws(gate, new InvalidOperationException("never called")));
        Assert.Equal("Pinata has been out of reach for 2 minutes and was not asked; last it was: still 503", fault.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        Assert.True(await gate.RunAsync(_ => ValueTask.FromResult(true), default));
    });

    private static Gate Real(Case test) => time =>
    {
        var random = new Random(test.Seed);
        return new BreakerGate("Pinata", Failures, Longest, time, random.NextDouble);
    };

    private static Task Fails(BreakerGate gate) => Assert.ThrowsAsync<StoreUnavailableException>(() => Throws(gate, new StoreUnavailableException("503")));

    private static Task Throws(BreakerGate gate, Exception fault) => gate.RunAsync<bool>(_ => ValueTask.FromException<bool>(fault), default).AsTask();

    /// <summary>
    /// Each call takes ten seconds while the provider is down, none while it is up. Broken when more than one call begins while another that began after the breaker
    /// must have opened is under way, when a caller is held beyond the promised time, or when a call is not let through though the provider is long back.
    /// </summary>
    private static bool IsSpared(Case test, Gate make) => Simulation.Run(async time =>
    {
        var (gate, failed, under, good) = (make(time), 0, 0, true);
        await Task.WhenAll(test.Callers.Select(CallAsync));
        return good;

        async Task CallAsync(int at)
        {
            await Task.Delay(TimeSpan.FromSeconds(at), time);
            var came = time.Elapsed;
            try
            {
                await gate.RunAsync(_ => AskAsync(), default);
            }
            catch (NotAskedException)
            {
                good &= time.Elapsed.TotalSeconds < test.Up + 26;
            }
            catch (StoreUnavailableException)
            {
            }

            good &= time.Elapsed - came <= Longest + Patience + Patience;
        }

        async ValueTask<bool> AskAsync()
        {
            if (!(test.Down <= time.Elapsed.TotalSeconds && time.Elapsed.TotalSeconds < test.Up))
            {
                failed = 0;
                return true;
            }

            var isOpen = failed >= Failures;
            if (isOpen) good &= ++under == 1;
            await Task.Delay(Patience, time);
            if (isOpen) under--;
            failed++;
            throw new StoreUnavailableException("down");
        }
    });

    /// <summary>The mutant: after a first failure without a call it never calls again.</summary>
    private sealed class NeverCloses(IProviderGate gate, ManualTime time) : IProviderGate
    {
        private bool _isOpen;

        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            if (_isOpen) throw new NotAskedException($"since {time.Elapsed}");
            try
            {
                return await gate.RunAsync(call, cancel);
            }
            catch (StoreUnavailableException)
            {
                _isOpen = true;
                throw;
            }
        }
    }
}
