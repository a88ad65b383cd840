using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class PlannerExamples
{
    private static readonly LocalDate FirstOfMay = new(2025, 5, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SensorReading At(Sensor sensor, LocalDate date, int hour, double value = 1) =>
        new(sensor, new(Zones.Calendar("America/Los_Angeles").DayOn(date)!.Start + Duration.FromHours(hour), value));

    private static History Of(params SensorReading[] readings) => new(Zones.Calendar("America/Los_Angeles"), FirstOfMay, 200, [.. readings]);

    [Fact]
    public async Task The_plan_is_in_the_ledger_before_the_work_begins()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 3)));
        var planned = 0;
        await home.Road.RunAsync(home.Everything, new RoadTally(), _ => planned = home.RowsAsync().GetAwaiter().GetResult().Count, new Observers(), StopSignals.Never);
        Assert.Equal(1 + 24 + 24, planned);
    }

    [Fact]
    public async Task Busy_stretches_are_read_together_when_they_are_near_and_apart_when_they_are_not()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 3), At(History.Temperature, FirstOfMay.PlusDays(150), 3)));
        RunChoice Daily(RunChoice choice) => choice with { Kinds = [WindowKind.Daily] };
        await home.RunAsync(Daily);
        foreach (var row in (await home.RowsAsync()).Values)
        {
            var day = (row.Window.Start - home.Calendar.StartOf(FirstOfMay)!.Value).Days;
            if (day is 3 or 20 or 90) await home.Ledger.RecordAsync(row with { State = WindowState.Planned }, null, Cancel);
        }

        var plan = await home.Road.PlanAsync(Daily(home.Everything), Cancel);
        Assert.Equal([new(FirstOfMay.PlusDays(3), FirstOfMay.PlusDays(20)), new(FirstOfMay.PlusDays(90), FirstOfMay.PlusDays(90))], plan.Requests);
        Assert.False(plan.NeedsSpan);
        Assert.Equal(3, plan.Tasks);
    }

    [Fact]
    public async Task The_anchor_is_that_of_the_first_run_whatever_is_asked_for_and_whatever_comes_later()
    {
        await using var home = new RoadHome(Of(At(History.Humidity, FirstOfMay.PlusDays(1), 9), At(History.Temperature, FirstOfMay.PlusDays(3), 9)));
        await home.RunAsync(choice => choice with { Sensors = [History.Temperature], First = FirstOfMay.PlusDays(3) });
        Assert.Equal("2025-05-02", await home.Ledger.FactAsync(Planner.AnchorFact, Cancel));

        home.Add(At(History.Temperature, FirstOfMay, 1));
        await home.RunAsync();
        Assert.Equal("2025-05-02", await home.Ledger.FactAsync(Planner.AnchorFact, Cancel));
        Assert.All((await home.RowsAsync()).Values.Where(row => row.Window.Kind == WindowKind.Cumulative), row => Assert.Contains(":2025-05-02..", row.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_anchor_that_is_set_is_not_remembered()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 9), At(History.Temperature, FirstOfMay.PlusDays(2), 9)));
        await home.RunAsync(choice => choice with { Anchor = FirstOfMay.PlusDays(1) });
        Assert.Null(await home.Ledger.FactAsync(Planner.AnchorFact, Cancel));
        Assert.Equal(48, (await home.RowsAsync()).Values.Count(row => row.Key.Contains(":2025-05-02..", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_date_that_the_zone_skipped_is_no_anchor_so_that_the_next_day_is()
    {
        var calendar = Zones.Calendar("Pacific/Apia");
        var history = new History(calendar, new(2011, 12, 29), 3, [new(History.Temperature, new(calendar.DayOn(new(2011, 12, 31))!.Start + Duration.FromHours(2), 1))]);
        await using var home = new RoadHome(history);
        var plan = await home.Road.PlanAsync(home.Everything with { Anchor = new(2011, 12, 30) }, Cancel);
        Assert.Equal(new LocalDate(2011, 12, 31), plan.Agenda.Anchor);
    }

    [Fact]
    public async Task Dates_far_from_all_readings_plan_nothing_there()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 9)));
        var plan = await home.Road.PlanAsync(home.Everything with { First = new(1, 1, 1), Last = new(9999, 12, 31) }, Cancel);
        Assert.Equal([new(FirstOfMay, FirstOfMay)], plan.Requests);
        Assert.Equal(49, plan.Tasks);
    }

    [Fact]
    public async Task Windows_that_have_not_ended_are_drawn_when_asked_for_and_never_done()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 3), At(History.Temperature, FirstOfMay, 9)));
        home.Clock.Now = home.Calendar.StartOf(FirstOfMay)!.Value + Duration.FromHours(9) + Duration.FromMinutes(30);

        await home.RunAsync();
        Assert.Equal(9 + 9, (await home.RowsAsync()).Count);

        for (var again = 0; again < 2; again++)
        {
            var run = await home.RunAsync(choice => choice with { IncludeOpen = true });
            Assert.Equal(run.Report.Plan.Tasks, run.Tally.Settled);
            Assert.All((await home.RowsAsync()).Values, row => Assert.Equal(row.Window.End > home.Clock.Now, row.State == WindowState.Planned));
        }

        Assert.NotNull(await home.Index.FindAsync("temperature:daily:2025-05-01", Cancel));
        home.Add(At(History.Temperature, FirstOfMay, 10, value: 5));
        home.Clock.Now += Duration.FromDays(1);
        await home.RunAsync();
        var day = (await home.RowsAsync())["temperature:daily:2025-05-01"];
        Assert.Equal((WindowState.Done, 3), (day.State, day.DataPoints));
    }

    [Fact]
    public async Task A_window_that_ends_while_the_run_goes_on_is_not_done_by_it()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 3)));
        home.Clock.Now = home.Calendar.StartOf(FirstOfMay)!.Value + Duration.FromHours(4) - Duration.FromTicks(1);
        await home.Road.RunAsync(home.Everything with { IncludeOpen = true, Kinds = [WindowKind.Hourly] }, new RoadTally(), _ => home.Clock.Now += Duration.FromDays(2), new Observers(), StopSignals.Never);
        Assert.Equal(WindowState.Planned, (await home.RowsAsync())["temperature:hourly:2025-05-01T03-0700"].State);
    }

    [Fact]
    public async Task A_reading_with_a_time_that_no_calendar_reaches_does_not_end_the_planning()
    {
        await using var home = new RoadHome(Of(At(History.Temperature, FirstOfMay, 3)));
        home.Execute("INSERT INTO environmental_data (time, hum) VALUES ('0001-01-01T00:00:00Z', 5)");
        var plan = await home.Road.PlanAsync(home.Everything with { First = FirstOfMay, Kinds = [WindowKind.Daily] }, Cancel);
        Assert.Equal(1, plan.Tasks);
    }
}
