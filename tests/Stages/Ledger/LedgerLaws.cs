using System.Collections.Immutable;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What every ledger owes, as a law over sequences of acts; breaking it throws. <c>open</c> opens the ledger of the folder it is given, again and again.</summary>
internal static class LedgerLaws
{
    public static async Task<bool> AnswersLikeTheModel(Func<string, ILedger> open, LedgerAct[] acts)
    {
        using var home = new ScratchHome();
        var model = new LedgerModel();
        var ledger = open(home.Folder);
        foreach (var act in acts) await act.DoAsync(ledger, model);
        await Agree(ledger, model);
        await Close(ledger);

        var again = open(home.Folder);
        await Agree(again, model);
        await Close(again);
        return true;
    }

    private static async Task Agree(ILedger ledger, LedgerModel model)
    {
        foreach (var sensor in LedgerAct.Sensors)
        {
            foreach (var window in LedgerAct.Windows)
            {
                var key = LedgerAct.KeyOf(sensor, window);
                Assert.Equal(model.Rows.GetValueOrDefault(key), await ledger.FindAsync(key, default));
                Assert.Equal(model.Preview(key), await ledger.PreviewAsync(key, default));
            }

            foreach (var kind in Enum.GetValues<WindowKind>())
            {
                Assert.Equal(model.Latest(sensor, kind), await ledger.LatestAsync(sensor, kind, default));
                var (from, to) = (LedgerAct.At(2), LedgerAct.At(3));
                Assert.Equal(model.Range(sensor, kind, from, to), await ledger.ReadAsync(sensor, kind, from, to, default));
                Assert.Equal(model.Range(sensor, kind, from, to).Select(row => new WindowStanding(row.Key, row.Window, row.State)), await ledger.StandingsAsync(sensor, kind, from, to, default));
            }
        }

        foreach (var name in (string[])["anchor", "zone", "none"])
            Assert.Equal(model.Facts.GetValueOrDefault(name), await ledger.FactAsync(name, default));
        Assert.Equal(model.Count().ToHashSet(), (await ledger.CountAsync(default)).ToHashSet());
        Assert.Equal(model.Runs.AsEnumerable().Reverse().Take(3), await ledger.RunsAsync(3, default));
        await StatesAgree(ledger, model);
        await PagesAgree(ledger, model);
    }

    private static async Task PagesAgree(ILedger ledger, LedgerModel model)
    {
        foreach (var newestFirst in (bool[])[false, true])
        {
            LedgerQuery all = new() { NewestFirst = newestFirst, Most = 2 };
            LedgerQuery[] asked =
            [
                all, all with { Most = 1000 }, all with { Sensor = "gas" }, all with { Kind = WindowKind.Cumulative }, all with { Sensor = "gas", Kind = WindowKind.Cumulative, Most = 1 },
                all with { States = [WindowState.Done, WindowState.Failed] }, all with { Kind = WindowKind.Hourly, States = [WindowState.Done] }, all with { Sensor = "none" },
                all with { From = LedgerAct.At(1), To = LedgerAct.At(2) }, all with { From = LedgerAct.At(2), Sensor = "temperature" }, all with { To = LedgerAct.At(2), Kind = WindowKind.Daily },
            ];
            foreach (var query in asked) Assert.Equal(model.Asked(query), await PagesAsync(ledger, query));
        }
    }

    private static async Task<List<LedgerEntry>> PagesAsync(ILedger ledger, LedgerQuery query)
    {
        var read = new List<LedgerEntry>();
        for (LedgerPlace? after = null; ;)
        {
            var page = await ledger.PageAsync(query with { After = after }, default);
            read.AddRange(page.Entries);
            if (page.Next is null) return read;
            Assert.Equal(query.Most, page.Entries.Length);
            after = page.Next;
        }
    }

    private static async Task StatesAgree(ILedger ledger, LedgerModel model)
    {
        ImmutableArray<ImmutableArray<WindowState>> asked =
            [[], [WindowState.Done], [WindowState.Pinned, WindowState.Planned], [.. Enum.GetValues<WindowState>()]];
        foreach (var states in asked)
        {
            var read = await ledger.ReadAsync(states, default).ToListAsync();
            Assert.Equal(read.Select(row => row.Window.End).Order(), read.Select(row => row.Window.End));
            Assert.Equal(model.Rows.Values.Where(row => states.Contains(row.State)).OrderBy(row => row.Key, StringComparer.Ordinal),
                read.OrderBy(row => row.Key, StringComparer.Ordinal));
        }
    }

    private static async Task Close(ILedger ledger)
    {
        if (ledger is IAsyncDisposable closing) await closing.DisposeAsync();
    }
}
