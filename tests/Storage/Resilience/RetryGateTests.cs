using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class RetryGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private delegate IProviderGate Gate(ManualTime time, Func<double> chance);

    /// <summary>What the calls answer, one after the other, and then success: 0 for a failure that may pass, seconds for one that says when, -1 for a refusal.</summary>
    private sealed record Case(int[] Answers, int Seed);

    private static Gen<Case> Cases =>
        from answers in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Choose(1, 60)), (1, Gen.Constant(-1))).ArrayOf()
        from seed in Gen.Choose(0, 1000)
        select new Case([.. answers.Take(30)], seed);

    [Fact]
    public void A_call_is_repeated_for_what_may_pass_never_too_early_and_never_given_up_too_soon() => Law.Holds(Cases, test => IsRepeatedWell(test, Real));

    [Fact]
    public void The_law_refutes_giving_up_after_a_number_of_attempts() => Mutant.IsRefuted(Cases, test => IsRepeatedWell(test, (time, chance) => new RetryGate(5, TimeSpan.Zero, time, chance)));

    [Fact]
    public void The_law_refutes_repeating_what_was_refused() => Mutant.IsRefuted(Cases, test => IsRepeatedWell(test, (time, chance) => new RepeatsAll(time)));

    [Fact]
    public void The_law_refutes_coming_back_before_the_time_that_was_said() =>
        Mutant.IsRefuted(Cases, test => IsRepeatedWell(test, (time, chance) => new DoesNotListen(Real(time, chance))));

    [Fact]
    public void Callers_who_failed_together_do_not_come_back_together() => Simulation.Run(async time =>
    {
        var (random, back) = (new Random(1), new List<TimeSpan>());
        var gate = Real(time, random.NextDouble);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var calls = 0;
            await gate.RunAsync(_ => calls++ == 0 ? throw new StoreUnavailableException("503") : ValueTask.FromResult(true), default);
            back.Add(time.Elapsed);
        }));
        Assert.True(back.Distinct().Count() > 50);
        Assert.All(back, at => Assert.InRange(at.TotalSeconds, 0.25, 0.5));
    });

    [Fact]
    public void A_refusal_for_quota_is_waited_out_for_ten_minutes_however_short_the_patience() => Simulation.Run(async time =>
    {
        var (gate, calls) = (new RetryGate(1, TimeSpan.Zero, time, () => 0), 0);
        Assert.True(await gate.RunAsync(_ => calls++ < 8 ? throw new StoreUnavailableException("429") { WasRefusedForQuota = true } : ValueTask.FromResult(true), default));
        var before = time.Elapsed;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => gate.RunAsync<bool>(_ => throw new StoreUnavailableException("429") { WasRefusedForQuota = true }, Cancel).AsTask());
        Assert.InRange(time.Elapsed - before, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
    });

    [Fact]
    public void What_was_not_even_asked_is_not_repeated_nor_is_a_store_that_wants_hours() => Simulation.Run(async time =>
    {
        Exception[] faults = [new NotAskedException("out"), new HomeUnavailableException("full"), new StoreUnavailableException("429") { RetryAfter = TimeSpan.FromHours(11) }];
        foreach (var fault in faults)
        {
            var calls = 0;
            await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => Real(time, () => 0).RunAsync<bool>(
                _ =>
                {
                    calls++;
                    throw fault;
                },
                Cancel).AsTask());
            Assert.Equal(1, calls);
        }

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    });

    [Fact]
    public void A_cancellation_ends_the_wait() => Simulation.Run(async time =>
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Real(time, () => 0.5).RunAsync<bool>(_ => throw new StoreUnavailableException("503"), cancel.Token).AsTask());
        Assert.Equal(10, time.Elapsed.TotalSeconds);
    });

    private static RetryGate Real(ManualTime time, Func<double> chance) => new(4, Patience, time, chance);

    private static bool IsRepeatedWell(Case test, Gate make) => Simulation.Run(async time =>
    {
        var random = new Random(test.Seed);
        var (gate, calls) = (make(time, random.NextDouble), new List<TimeSpan>());
        Exception? fault = null;
        try
        {
            await gate.RunAsync(_ => Answer(), default);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or StoreRefusedException)
        {
            fault = cause;
        }

        var refusal = Array.IndexOf(test.Answers, -1);
        var isPatient = fault is not StoreUnavailableException || (calls.Count >= 4 && calls[^1] - calls[0] >= Patience);
        var isObeyed = fault is not StoreRefusedException || calls.Count == refusal + 1;
        var isDone = fault is not null || calls.Count == test.Answers.Length + 1;
        return isPatient && isObeyed && isDone && (refusal < 0 || calls.Count <= refusal + 1)
            && calls.Zip(calls.Skip(1), test.Answers).All(call => call.Second - call.First >= TimeSpan.FromSeconds(Math.Max(call.Third, 0.25)));

        ValueTask<bool> Answer()
        {
            calls.Add(time.Elapsed);
            return calls.Count > test.Answers.Length ? ValueTask.FromResult(true) : test.Answers[calls.Count - 1] switch
            {
                -1 => throw new StoreRefusedException("401"),
                0 => throw new StoreUnavailableException("503"),
                var seconds => throw new StoreUnavailableException("429") { RetryAfter = TimeSpan.FromSeconds(seconds), WasRefusedForQuota = true },
            };
        }
    });

    /// <summary>The mutant: repeats whatever fails.</summary>
    private sealed class RepeatsAll(ManualTime time) : IProviderGate
    {
        public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
        {
            while (true)
            {
                try
                {
                    return await call(cancel);
                }
                catch (Exception cause) when (cause is StoreUnavailableException or StoreRefusedException)
                {
                    await Task.Delay(TimeSpan.FromMinutes(1), time, cancel);
                }
            }
        }
    }

    /// <summary>The mutant: does not hear for how long it should stay away.</summary>
    private sealed class DoesNotListen(RetryGate gate) : IProviderGate
    {
        public ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel) => gate.RunAsync(
            async token =>
            {
                try
                {
                    return await call(token);
                }
                catch (StoreUnavailableException cause)
                {
                    throw new StoreUnavailableException(cause.Message);
                }
            },
            cancel);
    }
}
