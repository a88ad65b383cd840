using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>
/// Runs that keep pictures current, one after the other over a history whose readings come as they like, with days kept from run to run: in the end each daily and hourly picture, and each
/// newest cumulative one, is what one run over all of it would have drawn.
/// </summary>
public class CurrentLaws
{
    private const int LookBack = 1;

    internal delegate LocalDate Settled(LocalDate today);

    private static readonly Gen<(History History, int[] Order, long Budget)> Cases =
        from history in History.Any
        from order in Gen.Choose(0, 1000).ArrayOf(history.Readings.Length)
        from budget in Gen.Elements(0L, 1L << 20)
        select (history, order, budget);

    private static async Task<bool> Ends_as_in_one_go(History history, int[] order, long budget, Settled settled)
    {
        await using var home = new RoadHome(history with { Readings = [] });
        using var memory = new SpanMemory(home.PathOf("kept"), budget);
        home.Around = ports => ports with { Memory = memory };
        var days = history.Calendar.Days(history.First, history.First.PlusDays(history.Days - 1)).ToList();
        var anchor = history.Readings.Min(reading => history.Calendar.DayOf(reading.Reading.At).Date);
        var arrivals = history.Readings.Zip(order, (reading, chance) => (Reading: reading, Day: ArrivalOf(reading, chance))).ToList();
        for (var n = 0; n < days.Count + LookBack + 1; n++)
        {
            var today = n < days.Count ? days[n].Date : days[^1].Date.PlusDays(n - days.Count + 1);
            home.Add(arrivals.Where(one => one.Day == n).Select(one => one.Reading));
            home.Clock.Now = n < days.Count ? days[n].Start + Duration.FromHours(12) : days[^1].End + Duration.FromDays(n - days.Count + 1);
            memory.SettledBefore = settled(today);
            if (arrivals.Any(one => one.Day <= n)) await home.RunAsync(choice => choice with { First = today.PlusDays(-LookBack - 1), Retry = Retry.Current, Anchor = anchor });
        }

        var (state, wanted) = (await home.StateAsync(), RoadState.Wanted(home, history));
        return state.Differences(wanted).All(MaySay);

        // On its day or the next.
        int ArrivalOf(SensorReading reading, int chance) =>
            Math.Max(0, days.FindIndex(day => day.Contains(reading.Reading.At)) + (chance % 3 == 0 ? LookBack : 0));

        // Snapshots that a newer one replaced stay as they were.
        bool MaySay(string difference) => difference.Contains("cumulative", StringComparison.Ordinal) && !difference.Contains("latest", StringComparison.Ordinal)
            && !wanted.Index.Where(pair => WindowNames.IsLatestKey(pair.Key)).Any(pair => difference.Contains(Newest(pair.Value), StringComparison.Ordinal));

        string Newest(string value) => wanted.Index.First(pair => pair.Value == value && !WindowNames.IsLatestKey(pair.Key)).Key;
    }

    [Fact]
    public void Runs_that_keep_pictures_current_end_where_one_run_over_all_would() =>
        Law.Holds(Cases, test => Ends_as_in_one_go(test.History, test.Order, test.Budget, today => today.PlusDays(-LookBack - 1)), runs: 24);

    [Fact]
    public void The_law_refutes_days_that_are_kept_before_they_are_settled() =>
        Mutant.IsRefuted(Cases, test => Ends_as_in_one_go(test.History, test.Order, test.Budget, today => today.PlusDays(1)), runs: 200);

    [Fact]
    public async Task A_late_reading_redraws_the_day_its_hour_and_the_newest_snapshot_alone()
    {
        await using var home = new RoadHome(History.Made(new(2025, 6, 1), days: 2, everyMinutes: 17));
        await home.RunAsync();
        home.Add(new SensorReading(History.Temperature, new(home.Calendar.StartOf(new(2025, 6, 1))!.Value + Duration.FromHours(5.5), 77)));

        var again = await home.RunAsync(choice => choice with { Retry = Retry.Current, Sensors = [History.Temperature] });
        Assert.Equal((3, 0L), (again.Tally.Published, again.Tally.Failed));
        Assert.Equal(0, (await home.RunAsync(choice => choice with { Retry = Retry.Current })).Tally.Published);
    }

    [Fact]
    public async Task An_hour_is_not_drawn_before_its_readings_were_given_time_to_arrive()
    {
        await using var home = new RoadHome(History.Made(new(2025, 6, 1), days: 1, everyMinutes: 10));
        home.Clock.Now = home.Calendar.StartOf(new(2025, 6, 1))!.Value + Duration.FromHours(3) + Duration.FromSeconds(119);
        var early = await home.RunAsync(Choice);
        home.Clock.Now += Duration.FromSeconds(1);
        var inTime = await home.RunAsync(Choice);
        Assert.Equal((4, 2), (early.Tally.Published, inTime.Tally.Published));

        static RunChoice Choice(RunChoice choice) => choice with { Kinds = [WindowKind.Hourly], Retry = Retry.Current, Settle = Duration.FromMinutes(2) };
    }
}
