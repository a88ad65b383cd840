using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The cost of publishing against a calendar that is walked through day by day, and against itself with a little more of everything.</summary>
public class PublishCostLaws
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 20, 0);

    private delegate PublishCost Costs(PublishWork work, PublishRates rates);

    private static Gen<(PublishWork Work, PublishRates Rates)> Cases =>
        from uploads in Gen.Choose(0, 200_000)
        from lookups in Gen.Choose(0, 50)
        from pinned in Gen.Elements(0, 1, 54_000)
        from series in Gen.Choose(1, 18)
        from perMinute in Gen.Elements(1, 60, 250, 500, 6000, 1_000_000)
        from per5Minutes in Gen.Elements(1, 100, 1200)
        from perDay in Gen.Elements<int?>(null, 1000, 999, 100_000)
        from few in Gen.Elements(true, false)
        from removals in Gen.Elements(0, 0, 1, 30_000)
        let pictures = few ? uploads % 100 : uploads
        select (new PublishWork(pictures, Math.Min(lookups, pictures), pictures + pinned, series, Math.Min(removals, pictures), pictures * 50_000L), new PublishRates(perMinute, per5Minutes, perDay));

    [Fact]
    public void It_is_enough_and_hardly_more() => Law.Holds(Cases, test => IsEnough((work, rates) => new(work, rates), test.Work, test.Rates));

    [Fact]
    public void The_law_refutes_forgetting_latest() => Mutant.IsRefuted(Cases, test => IsEnough((work, rates) => new(work with { Series = 0 }, rates), test.Work, test.Rates));

    [Fact]
    public void The_law_refutes_forgetting_removals() => Mutant.IsRefuted(Cases, test => IsEnough((work, rates) => new(work with { Removals = 0 }, rates), test.Work, test.Rates));

    [Fact]
    public void The_law_refutes_a_rate_per_second() => Mutant.IsRefuted(
        Cases, test => IsEnough((work, rates) => new(work, rates with { PinataPerMinute = rates.PinataPerMinute * 60 }), test.Work, test.Rates));

    [Fact]
    public void The_law_refutes_a_day_that_takes_one_key_more() => Mutant.IsRefuted(
        Cases, test => IsEnough((work, rates) => new(work, rates with { WritesPerDay = rates.WritesPerDay + 1 }), test.Work, test.Rates), runs: 5000);

    [Fact]
    public void More_work_never_ends_sooner_and_a_higher_plan_never_later() => Law.Holds(Cases, test =>
    {
        var (work, rates) = test;
        var cost = new PublishCost(work, rates);
        PublishCost[] more = [new(work with { Uploads = work.Uploads + 1, Windows = work.Windows + 1 }, rates), new(work with { Windows = work.Windows + 1 }, rates), new(work with { Series = work.Series + 1 }, rates), new(work with { Removals = work.Removals + 1 }, rates)];
        var plans = cost.HigherPlans(Now, Duration.Zero).ToList();
        return more.All(other => other.EndsAt(Now, Duration.Zero) >= cost.EndsAt(Now, Duration.Zero) && other.CloudflareRequests >= cost.CloudflareRequests && other.KeysWritten >= cost.KeysWritten)
            && plans.All(plan => plan.RequestsPerMinute > rates.PinataPerMinute && plan.Sooner >= Duration.Zero)
            && plans.Zip(plans.Skip(1)).All(pair => pair.First.Sooner <= pair.Second.Sooner);
    });

    [Fact]
    public void A_year_of_hourly_pictures_for_ten_sensors_takes_a_day_at_60_a_minute()
    {
        var cost = new PublishCost(new(87_600, 0, 87_600, 10, 0, 87_600L * 50_000), new(60, 1200, null));
        Assert.Equal(24.33, cost.PinataTime.TotalHours, 0.01);
        Assert.Equal([(250, 18.49), (500, 21.41), (6000, 24.09)], cost.HigherPlans(Now, Duration.Zero).Select(plan => (plan.RequestsPerMinute, Math.Round(plan.Sooner.TotalHours, 2))));
    }

    [Fact]
    public void A_year_that_only_waits_for_its_keys_takes_a_few_requests()
    {
        var cost = new PublishCost(new(0, 0, 54_000, 9, 0, 0), new(60, 1200, null));
        Assert.Equal((0, 11, 20), (cost.PinataRequests, cost.Bulks, cost.CloudflareRequests));
        Assert.Equal(Duration.FromSeconds(11), cost.CloudflareTime);
    }

    [Fact]
    public void Nothing_costs_nothing() =>
        Assert.Equal((0, 0, 0, Now), (Nothing.PinataRequests, Nothing.CloudflareRequests, Nothing.KeysWritten, Nothing.EndsAt(Now, Duration.Zero)));

    [Fact]
    public void The_free_plan_of_the_index_is_counted_in_days_of_UTC()
    {
        var cost = new PublishCost(new(0, 0, 2_500, 1, 0, 0), new(60, 1200, 1000));
        Assert.Equal((3, Instant.FromUtc(2026, 11, 23, 0, 0)), (cost.Days, cost.EndsAt(Now, Duration.Zero)));
    }

    private static PublishCost Nothing => new(new(0, 0, 0, 9, 0, 0), new(60, 1200, 1000));

    // What is promised of the real work and rates, whatever they were told.
    private static bool IsEnough(Costs costs, PublishWork work, PublishRates rates)
    {
        var cost = costs(work, rates);
        var requests = work.Uploads + work.Lookups + work.Removals;
        var keys = work.Windows + Math.Min(work.Windows, cost.Bulks * work.Series) + work.Removals;
        var allowed = cost.PinataTime.TotalMinutes * rates.PinataPerMinute;
        return cost.PinataRequests == requests
            && Math.Abs(allowed - requests) < 0.001 + (requests * 1e-9)
            && cost.KeysWritten == keys
            && cost.Bulks * PublishCost.BulkPairs >= work.Windows && cost.Bulks <= work.Windows
            && cost.CloudflareTime.TotalSeconds >= cost.Bulks
            && cost.CloudflareTime.TotalMinutes / 5 * rates.CloudflarePer5Minutes >= cost.CloudflareRequests - 0.001
            && cost.EndsAt(Now, Duration.Zero) == Instant.Max(Now + Duration.Max(cost.PinataTime, cost.CloudflareTime), LastDay(keys, rates.WritesPerDay));
    }

    private static Instant LastDay(long keys, int? perDay)
    {
        var day = Now.InUtc().Date;
        if (perDay is { } most)
        {
            for (var left = keys - most; left > 0; left -= most) day = day.PlusDays(1);
        }

        return day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
    }
}
