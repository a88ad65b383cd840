using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class TurnsLaws
{
    internal delegate Func<int, CancellationToken, ValueTask<IDisposable>> Make();

    /// <summary>Somebody who takes a turn of a key for so long, or gives up before; both in milliseconds, which never meet.</summary>
    internal sealed record Caller(int Key, int Holds, int? GivesUp);

    private static readonly Gen<Caller[]> Cases =
        (from key in Gen.Choose(0, 2)
         from holds in Gen.Choose(0, 4)
         from givesUp in Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 8).Select(tens => (int?)(5 + (10 * tens))))
         select new Caller(key, 10 * holds, givesUp)).ArrayOf();

    private static bool Are_taken_in_order(Caller[] callers, Make make) => Simulation.Run(async time =>
    {
        var take = make();
        var began = await Task.WhenAll(callers.Select(async caller =>
        {
            using var givesUp = new CancellationTokenSource(caller.GivesUp is { } after ? TimeSpan.FromMilliseconds(after) : Timeout.InfiniteTimeSpan, time);
            try
            {
                using var turn = await take(caller.Key, givesUp.Token);
                var at = (int)time.Elapsed.TotalMilliseconds;
                if (caller.Holds > 0) await Task.Delay(TimeSpan.FromMilliseconds(caller.Holds), time);
                return at;
            }
            catch (OperationCanceledException)
            {
                return (int?)null;
            }
        }));
        return began.SequenceEqual(Wanted(callers));
    });

    /// <summary>All come at once: of each key, each begins when those before it have ended, unless it gave up by then.</summary>
    private static IEnumerable<int?> Wanted(Caller[] callers)
    {
        var free = new Dictionary<int, int>();
        foreach (var caller in callers)
        {
            var at = free.GetValueOrDefault(caller.Key);
            var takes = caller.GivesUp is not { } gaveUp || gaveUp > at;
            if (takes) free[caller.Key] = at + caller.Holds;
            yield return takes ? at : null;
        }
    }

    [Fact]
    public void Those_of_one_key_go_one_after_the_other_in_the_order_they_came_and_others_do_not_wait_for_them() =>
        Law.Holds(Cases, callers => Are_taken_in_order(callers, () => new Turns<int>().TakeAsync), runs: 500);

    [Fact]
    public void The_law_refutes_one_turn_for_all_keys() => Mutant.IsRefuted(Cases, callers => Are_taken_in_order(callers, () =>
    {
        var turns = new Turns<int>();
        return (_, cancel) => turns.TakeAsync(0, cancel);
    }));

    [Fact]
    public void The_law_refutes_turns_of_nobody() => Mutant.IsRefuted(Cases, callers => Are_taken_in_order(callers, () => (_, cancel) => new Turns<int>().TakeAsync(0, cancel)));

    [Fact]
    public void The_law_refutes_turns_that_cannot_be_given_up() => Mutant.IsRefuted(Cases, callers => Are_taken_in_order(callers, () =>
    {
        var turns = new Turns<int>();
        return (key, _) => turns.TakeAsync(key, CancellationToken.None);
    }));
}
