using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A plan is the calendar's windows met with the ledger's answers, written down before anything is done.</summary>
public class PlannerLaws
{
    private static int Runs => Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 400 : 12;

    private static readonly Gen<(History History, Retry Retry, bool Resume, bool Open, int Ago)> Cases =
        from history in History.Any
        from retry in Gen.Elements(Enum.GetValues<Retry>())
        from resume in Gen.Elements(true, true, false)
        from open in Gen.Elements(true, false)
        from ago in Gen.Choose(0, 60)
        select (history, retry, resume, open, ago);

    [Fact]
    public void A_dry_run_tells_what_the_run_then_does() => Law.Holds(Cases, async test =>
    {
        await using var home = new RoadHome(test.History);
        home.Clock.Now -= Duration.FromDays(30) + Duration.FromHours(test.Ago);
        await ScatterAsync(home);
        RunChoice Choose(RunChoice choice) => choice with { Retry = test.Retry, Resume = test.Resume, IncludeOpen = test.Open };

        var plan = await home.Road.PlanAsync(Choose(home.Everything), default);
        var look = await home.Inspection.LookAsync(plan, default);
        var before = await home.RowsAsync();
        var run = await home.RunAsync(Choose);

        var commits = before.Values.Count(row => row.State == WindowState.Pinned && Decisions.For(row, Choose(home.Everything), home.Clock.Now) == Decision.Commit);
        Assert.Equal(look.Findings.Values.Sum(findings => findings.ToDraw) + commits, run.Tally.Published);
        Assert.Equal(look.Findings.Values.Sum(findings => findings.Empty), run.Tally.Empty);
        Assert.Equal(plan.Tasks, run.Report.Plan.Tasks);
        Assert.Equal(plan.Tasks, run.Tally.Settled);
        Assert.Equal(plan.Counts.Values.Sum(counts => counts.Windows), run.Report.Plan.Counts.Values.Sum(counts => counts.Windows));
        Assert.Equal(look.Readings, test.History.Readings.Length);
        return true;
    }, Runs);

    [Fact]
    public void A_dry_run_touches_nothing() => Law.Holds(History.Any, async history =>
    {
        await using var home = new RoadHome(history);
        await home.Inspection.LookAsync(await home.Road.PlanAsync(home.Everything, default), default);
        var state = await home.StateAsync();
        return state.Files.IsEmpty && state.Rows.IsEmpty && state.Index.IsEmpty && await home.Ledger.FactAsync(Planner.AnchorFact, default) is null;
    }, Runs);

    [Fact]
    public void The_plan_written_is_the_calendars_windows_each_once_and_nothing_is_planned_twice() => Law.Holds(History.Any, Writes_the_calendars_windows(home => home.Ledger), Runs);

    [Fact]
    public void The_law_of_plans_refutes_one_that_leaves_out_hours_that_occur_twice() =>
        Mutant.IsRefuted(History.Any, Writes_the_calendars_windows(home => new PlansNoRepeats(home.Ledger)), runs: 300);

    private static Func<History, Task<bool>> Writes_the_calendars_windows(Func<RoadHome, ILedger> ledger) => async history =>
    {
        await using var home = new RoadHome(history);
        var planner = new Planner(home.Ports.Readings, ledger(home), home.Calendar, home.Names, home.Clock);
        var wanted = RoadState.Wanted(home, history).Rows.Keys.ToHashSet();
        await planner.PlanAsync(home.Everything, write: true, default);
        var rows = await home.RowsAsync();
        home.Clock.Now += Duration.FromHours(1);
        await planner.PlanAsync(home.Everything, write: true, default);
        return wanted.SetEquals(rows.Keys) && rows.Values.All(row => row.State == WindowState.Planned) && rows.OrderBy(row => row.Key).SequenceEqual((await home.RowsAsync()).OrderBy(row => row.Key));
    };

    // Rows in every state, so that every decision has its case.
    private static async Task ScatterAsync(RoadHome home)
    {
        await home.RunAsync();
        var states = Enum.GetValues<WindowState>();
        var i = 0;
        foreach (var row in (await home.RowsAsync()).Values.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var state = states[i++ % states.Length];
            if (row.State is WindowState.Planned or WindowState.Empty || state == WindowState.Empty) continue;
            await home.Ledger.RecordAsync(row with { State = state, Input = i % 3 == 0 ? null : row.Input }, null, default);
        }
    }

    private sealed class PlansNoRepeats(SqliteLedger ledger) : LedgerAsIs(ledger)
    {
        public override ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel) =>
            base.PlanAsync([.. windows.DistinctBy(window => (window.Sensor, window.Window.Kind, window.Key.Split(['+', '-'])[..^1].Aggregate(string.Concat)))], cancel);
    }
}
