using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What becomes of a run and its windows when a store does not do what it is told.</summary>
public class FaultTests
{
    private static readonly History Days = History.Made(new(2025, 6, 10), days: 2, everyMinutes: 45);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RunChoice Hourly(RunChoice choice) => choice with { Kinds = [WindowKind.Daily, WindowKind.Hourly] };

    private static bool IsEvening(string path) => path.Contains("_2", StringComparison.Ordinal);

    private static Exception? Away(string path) => IsEvening(path) ? new StoreUnavailableException("the store is away") : null;

    private static void Break(RoadHome home, Func<string, Exception?> fault) => home.Around = ports => ports with { Pins = new FaultyPins(home.Pins, fault) };

    private static void Repair(RoadHome home) => home.Around = ports => ports;

    [Fact]
    public async Task Windows_that_cannot_be_pinned_fail_with_the_reason_the_others_go_on_and_the_next_run_does_them()
    {
        await using var home = new RoadHome(Days);
        Break(home, Away);
        var run = await home.RunAsync(Hourly);
        var rows = (await home.RowsAsync()).Values;
        var failed = rows.Where(row => row.State == WindowState.Failed).ToList();
        Assert.Equal(2 * 2 * 4, failed.Count);
        Assert.All(failed, row => Assert.Equal((1, "pin: the store is away", (Cid?)null), (row.Attempts, row.Error, row.Cid)));
        Assert.Equal((failed.Count, 0), (run.Tally.Failed, run.Report.Plan.Tasks - run.Tally.Settled));
        Assert.True(run.Report.ReadToEnd);
        Assert.Null(run.Report.Fatal);
        Assert.All(rows.Where(row => !failed.Contains(row)), row => Assert.True(row.State is WindowState.Done or WindowState.Empty));

        Repair(home);
        var again = await home.RunAsync(Hourly);
        Assert.Equal((failed.Count, 0), (again.Tally.Published, again.Tally.Failed));
        await home.RunAsync();
        Assert.Empty((await home.StateAsync()).Differences(RoadState.Wanted(home, Days)));
    }

    [Fact]
    public async Task Windows_that_failed_in_five_runs_are_dead_until_all_are_asked_for()
    {
        await using var home = new RoadHome(Days);
        Break(home, Away);
        for (var i = 1; i <= 5; i++)
        {
            await home.RunAsync(Hourly);
            Assert.All((await home.RowsAsync()).Values.Where(row => row.Error is not null), row => Assert.Equal((i, i < 5 ? WindowState.Failed : WindowState.Dead), (row.Attempts, row.State)));
        }

        Repair(home);
        foreach (var retry in (Retry[])[Retry.None, Retry.Failed, Retry.Stale])
        {
            Assert.Equal(0, (await home.RunAsync(choice => Hourly(choice) with { Retry = retry })).Tally.Published);
        }

        await home.RunAsync(choice => Hourly(choice) with { Retry = Retry.All });
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal((0, null), (row.Attempts, row.Error)));
    }

    [Fact]
    public async Task A_window_that_is_rejected_is_dead_at_once()
    {
        await using var home = new RoadHome(Days);
        Break(home, path => IsEvening(path) ? new RejectedException("too large") : null);
        await home.RunAsync(Hourly);
        Assert.All((await home.RowsAsync()).Values.Where(row => row.Error is not null), row => Assert.Equal((WindowState.Dead, "pin: too large"), (row.State, row.Error)));
    }

    [Fact]
    public async Task A_refusal_ends_the_run_and_strikes_no_window()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 90, everyMinutes: 240));
        home.Options = home.Options with { Limits = RoadHome.Limits(StageLimits.OneAtATime) };
        var pins = new FaultyPins(home.Pins, _ => new StoreRefusedException("the token is not valid"));
        home.Around = ports => ports with { Pins = pins };

        var run = await home.RunAsync(Hourly);
        Assert.IsType<StoreRefusedException>(run.Report.Fatal?.Cause);
        Assert.False(run.Report.ReadToEnd);
        Assert.Equal(0, run.Tally.Failed);
        Assert.InRange(pins.Asked, 1, 100);
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal((0, null), (row.Attempts, row.Error)));
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_ends_the_run_and_strikes_no_window_however_many_failed_before()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 30, everyMinutes: 30));
        var asked = 0;
        Break(home, _ => Interlocked.Increment(ref asked) > 400 ? new HomeUnavailableException("the disk is full") : new StoreUnavailableException("away"));

        var run = await home.RunAsync(choice => choice with { Kinds = [WindowKind.Hourly] });
        Assert.IsType<HomeUnavailableException>(run.Report.Fatal?.Cause);
        Assert.False(run.Report.ReadToEnd);
        Assert.Equal(400, run.Tally.Failed);
        Assert.Equal(400, (await home.RowsAsync()).Values.Count(row => row.State == WindowState.Failed));
        Assert.DoesNotContain((await home.RowsAsync()).Values, row => row.Error?.Contains("full", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_run_that_may_fail_three_times_ends_with_the_fourth()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 60, everyMinutes: 60));
        home.Options = home.Options with { Limits = RoadHome.Limits(StageLimits.OneAtATime), MaxFailures = 3 };
        Break(home, _ => new StoreUnavailableException("away"));
        var run = await home.RunAsync(Hourly);
        Assert.False(run.Report.ReadToEnd);
        Assert.InRange(run.Tally.Failed, 4, 100);
    }

    [Fact]
    public async Task What_fails_at_the_index_is_named_by_the_next_run()
    {
        await using var home = new RoadHome(Days);
        home.Around = ports => ports with { Names = new FaultyNames(home.Index, key => key.Contains("T2", StringComparison.Ordinal) ? new StoreUnavailableException("no index") : null) };
        await home.RunAsync();
        Assert.Contains((await home.RowsAsync()).Values, row => row.Error == "commit: no index");
        Repair(home);
        await home.RunAsync();
        Assert.Empty((await home.StateAsync()).Differences(RoadState.Wanted(home, Days)));
    }

    [Fact]
    public async Task What_is_pinned_is_committed_without_a_reading_and_before_anything_else()
    {
        await using var home = new RoadHome(Days);
        await home.RunAsync();
        var whole = await home.StateAsync();
        foreach (var row in (await home.RowsAsync()).Values.Where(row => row.State == WindowState.Done && row.Window.Kind == WindowKind.Hourly))
        {
            await home.Ledger.RecordAsync(row with { State = WindowState.Pinned }, null, Cancel);
            await home.Index.DeleteAsync(row.Key, Cancel);
        }

        await home.Index.DeleteAsync("temperature:hourly:latest", Cancel);
        var run = await home.RunAsync();
        Assert.Equal((0, 96), (run.Tally.Bytes, run.Tally.Published));
        Assert.Empty(run.Report.Plan.Requests);
        Assert.Empty((await home.StateAsync()).Differences(whole));
    }

    [Fact]
    public async Task A_refused_commit_of_what_is_pinned_keeps_the_rest_from_being_drawn()
    {
        await using var home = new RoadHome(Days);
        await home.RunAsync(choice => choice with { Kinds = [WindowKind.Daily] });
        foreach (var row in (await home.RowsAsync()).Values) await home.Ledger.RecordAsync(row with { State = WindowState.Pinned }, null, Cancel);
        await home.Index.DeleteAsync("temperature:daily:2025-06-10", Cancel);
        home.Around = ports => ports with { Names = new FaultyNames(home.Index, _ => new StoreRefusedException("no")) };
        var run = await home.RunAsync();
        Assert.IsType<StoreRefusedException>(run.Report.Fatal?.Cause);
        Assert.False(run.Report.ReadToEnd);
        Assert.Equal(0, run.Tally.Bytes);
    }

    [Fact]
    public async Task A_source_that_fails_for_good_ends_the_run_with_every_window_still_planned()
    {
        await using var home = new RoadHome(Days);
        await home.Road.PlanAsync(home.Everything, Cancel);
        home.Around = ports => ports with { Readings = new BrokenReadings(ports.Readings, _ => new SourceException("the table is gone")) };
        var run = await home.RunAsync();
        Assert.IsType<SourceException>(run.Report.Fatal?.Cause);
        Assert.Equal(0, run.Tally.Failed);
        Assert.All((await home.RowsAsync()).Values, row => Assert.Equal((WindowState.Planned, 0), (row.State, row.Attempts)));
    }
}
