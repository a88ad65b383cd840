using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary><c>latest</c> under any order of arrival, one after the other or all at once.</summary>
public class MonotonicLatestLaws
{
    private const string Key = "temperature:cumulative:latest";

    private static readonly WindowNames Names = new(Zones.Calendar("America/Los_Angeles"), station: null);

    /// <summary>Brings windows to an index; completes when <c>latest</c> is this window or one that goes before it.</summary>
    internal delegate Func<Window, string, Task> Keeper(INameIndex index);

    internal sealed record Case(Window? Before, Window[] Arriving, bool AtOnce, int Seed)
    {
        public override string ToString() => $"{Before}; {string.Join(", ", Arriving)}; {(AtOnce ? "at once" : "in turn")}";
    }

    private static readonly Gen<Window> AnyWindow =
        from end in Gen.Choose(10, 16)
        from length in Gen.Choose(1, 3)
        select new Window(WindowKind.Cumulative, At(end - length), At(end));

    private static readonly Gen<Case> Cases =
        from before in Gen.OneOf(AnyWindow.Select(window => (Window?)window), Gen.Constant<Window?>(null))
        from arriving in AnyWindow.NonEmptyListOf()
        from atOnce in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case(before, [.. arriving], atOnce, seed);

    private static async Task<bool> Only_moves_forward(Case test, Keeper keeper)
    {
        var index = new SlowIndex(test.Seed);
        if (test.Before is { } before) index.Values[Key] = Value(before, number: -1);
        var keep = keeper(index);
        var arriving = test.Arriving.Select((window, i) => (Window: window, Value: Value(window, i))).ToList();
        if (test.AtOnce) await Task.WhenAll(arriving.Select(each => test.Seed % 2 == 0 ? keep(each.Window, each.Value) : Task.Run(() => keep(each.Window, each.Value))));
        else
        {
            foreach (var (window, value) in arriving) await keep(window, value);
        }

        var newest = arriving.Select(each => each.Window).Append(test.Before ?? arriving[0].Window).Max();
        var wanted = arriving.Where(each => each.Window == newest).Select(each => each.Value).ToList();
        if (!test.AtOnce && wanted.Count > 0) wanted = [wanted[^1]];
        if (wanted.Count == 0) wanted = [Value(newest, number: -1)];
        var written = index.Written.Select(value => IndexValue.TryParse(value)!.Window).ToList();
        return wanted.Contains(index.Values[Key])
            && written.Zip(written.Skip(1)).All(pair => pair.First <= pair.Second)
            && written.All(window => test.Before is null || test.Before <= window);
    }

    [Fact]
    public void Latest_never_goes_back_and_ends_at_the_newest_of_all() => Law.Holds(Cases, test => Only_moves_forward(test, Real), runs: 500);

    [Fact]
    public void The_law_refutes_the_last_write_that_wins() => Refutes(index => (_, value) => index.PutAsync(Key, value, default).AsTask());

    [Fact]
    public void The_law_refutes_the_first_write_that_wins() => Refutes(index => async (_, value) =>
    {
        if (await index.FindAsync(Key, default) is null) await index.PutAsync(Key, value, default);
    });

    [Fact]
    public void The_law_refutes_the_shorter_of_two_that_end_together() => Refutes(index => async (window, value) =>
    {
        var found = await index.FindAsync(Key, default) is { } text ? IndexValue.TryParse(text)!.Window : (Window?)null;
        if (found is not { } kept || (kept.End, kept.Start).CompareTo((window.End, window.Start)) <= 0) await index.PutAsync(Key, value, default);
    });

    [Fact]
    public void The_law_refutes_one_that_looks_and_writes_without_taking_turns() => Refutes(index => async (window, value) =>
    {
        var found = await index.FindAsync(Key, default) is { } text ? IndexValue.TryParse(text)!.Window : (Window?)null;
        for (var turn = 0; turn < 20; turn++) await Task.Yield();
        if (found is not { } kept || kept <= window) await index.PutAsync(Key, value, default);
    });

    [Fact]
    public void The_law_refutes_one_that_does_not_replace_its_own_entry() => Refutes(index => async (window, value) =>
    {
        var found = await index.FindAsync(Key, default) is { } text ? IndexValue.TryParse(text)!.Window : (Window?)null;
        if (found is not { } kept || kept < window) await index.PutAsync(Key, value, default);
    });

    [Fact]
    public async Task Many_that_arrive_during_a_write_are_one_write_more()
    {
        var index = new SlowIndex(seed: 1) { Gate = new() };
        var keep = Real(index);
        var all = Enumerable.Range(10, 100).Select(end => new Window(WindowKind.Cumulative, At(0), At(end))).ToList();
        var arriving = all.Select((window, i) => keep(window, Value(window, i))).ToList();
        index.Gate.SetResult();
        await Task.WhenAll(arriving);
        Assert.Equal(2, index.Written.Count);
        Assert.Equal(Value(all[^1], 99), index.Values[Key]);
    }

    [Fact]
    public async Task Those_who_are_covered_do_not_write_what_came_after_them()
    {
        var all = Enumerable.Range(10, 4).Select(end => new Window(WindowKind.Cumulative, At(0), At(end))).ToList();
        var values = all.Select(Value).ToList();
        var (begun, done) = (values.Select(_ => new TaskCompletionSource()).ToList(), values.Select(_ => new TaskCompletionSource()).ToList());
        var keep = Real(new SlowIndex(seed: 1)
        {
            Writing = value =>
            {
                begun[values.IndexOf(value)].SetResult();
                return done[values.IndexOf(value)].Task;
            },
        });
        done[3].SetException(new StoreUnavailableException("away"));
        var first = keep(all[1], values[1]);
        await begun[1].Task;
        var (second, covered) = (keep(all[2], values[2]), keep(all[0], values[0]));
        done[1].SetResult();
        await begun[2].Task;
        var last = keep(all[3], values[3]);
        done[2].SetResult();
        await Task.WhenAll(first, second, covered);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => last);
    }

    [Fact]
    public async Task A_write_that_fails_fails_its_caller_and_the_next_one_goes_on()
    {
        var index = new SlowIndex(seed: 1) { Failures = 1 };
        var keep = Real(index);
        var (one, two) = (new Window(WindowKind.Cumulative, At(0), At(1)), new Window(WindowKind.Cumulative, At(0), At(2)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => keep(two, Value(two, 2)));
        await keep(one, Value(one, 1));
        Assert.Equal(Value(two, 2), index.Values[Key]);
    }

    [Fact]
    public async Task Those_who_waited_for_a_write_that_failed_hear_what_kind_of_failure_it_was()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var keep = Real(new SlowIndex(seed: 1)
        {
            Writing = _ =>
            {
                begun.TrySetResult();
                return release.Task;
            },
        });
        var all = Enumerable.Range(10, 4).Select(end => new Window(WindowKind.Cumulative, At(0), At(end))).ToList();
        var waiting = all.Select((window, i) => keep(window, Value(window, i))).ToList();
        await begun.Task;
        release.SetException(new HomeUnavailableException("the disk is full"));
        foreach (var one in waiting) await Assert.ThrowsAsync<HomeUnavailableException>(() => one);
    }

    [Fact]
    public async Task The_same_value_again_is_no_write()
    {
        var index = new SlowIndex(seed: 1);
        var window = new Window(WindowKind.Cumulative, At(0), At(1));
        await Real(index)(window, Value(window, 1));
        await Real(index)(window, Value(window, 1));
        Assert.Single(index.Written);
    }

    private static void Refutes(Keeper mutant) => Mutant.IsRefuted(Cases, test => Only_moves_forward(test, mutant), runs: 5000);

    private static Func<Window, string, Task> Real(INameIndex index)
    {
        var latest = new MonotonicLatest(index);
        return (window, value) => latest.AdvanceAsync(Key, window, value, default).AsTask();
    }

    private static Instant At(int hour) => Instant.FromUtc(2025, 6, 1, 7, 0) + Duration.FromHours(hour);

    private static string Value(Window window, int number) =>
        new IndexValue(new Cid("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"), At(0), "x.png", "temperature", window, number, 0).ToJson(Names);
}
