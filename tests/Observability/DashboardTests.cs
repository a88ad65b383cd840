using Xunit;

namespace VizPipeline.Tests;

public class DashboardTests
{
    public static TheoryData<string> Files => [.. Dashboard.Files];

    /// <summary>An edit to the dashboard of throughput, and what the rules must say of it.</summary>
    public static TheoryData<string, string, string> Mutants => new()
    {
        { "\"uid\": \"vizpipeline-throughput\"", "\"uid\": \"\"", "it has no uid of its own" },
        { "\"description\": \"How fast a backfill", "\"notes\": \"How fast a backfill", "it has no description" },
        { "\"editable\": false", "\"editable\": true", "it can be edited by accident" },
        { "\"id\": 3,", "\"id\": 2,", "two panels have one id" },
        { "\"title\": \"Time left\"", "\"title\": \"Progress\"", "two panels have one title" },
        { "\"x\": 4,", "\"x\": 3,", "two panels lie over one another" },
        { "\"x\": 20,", "\"x\": 21,", "a panel leaves the grid" },
        { "\"url\": \"/d/vizpipeline-publishing\"", "\"url\": \"/d/other\"", "a link leads nowhere" },
        { "\"query\": \"prometheus\"", "\"query\": \"loki\"", "the data source is no variable" },
        { "\"name\": \"job\"", "\"name\": \"task\"", "job is no variable" },
        { "\"name\": \"instance\"", "\"name\": \"host\"", "instance is no variable" },
        { "\"allValue\": \".+\"", "\"allValue\": \".*\"", "job is not as it should be" },
        { "\"definition\": \"label_values(vizpipeline_build_info,", "\"definition\": \"label_values(vizpipeline_other,", "a variable asks for a metric that nobody makes" },
        { "\"title\": \"Memory\"", "\"title\": \"\"", "a panel has no title" },
        { "\"description\": \"As the ledger has them.\"", "\"description\": \"\"", "a panel has no description" },
        { "\"unit\": \"ops\"", "\"unit\": \"\"", "a panel has no unit" },
        { "\"refId\": \"B\"", "\"refId\": \"A\"", "two targets of a panel have one name" },
        { "\"uid\": \"${datasource}\"", "\"uid\": \"vizpipeline-prometheus\"", "a panel has a data source of its own" },
        { "max(vizpipeline_backfill_eta_seconds{job=~\\\"$job\\\", instance=~\\\"$instance\\\"})", "vector(1)", "an expression takes no series" },
        { "vizpipeline_backfill_eta_seconds", "vizpipeline_backfill_left_seconds", "a metric that nobody makes" },
        { "{job=~\\\"$job\\\", ", "{", "a series of any job" },
        { ", instance=~\\\"$instance\\\"}", "}", "a series of any instance" },
        { "[$__rate_interval]", "[5m]", "a range that does not fit the graph" },
        { "rate(vizpipeline_readings_total{job=~\\\"$job\\\", instance=~\\\"$instance\\\"}[$__rate_interval])", "vizpipeline_readings_total{job=~\\\"$job\\\", instance=~\\\"$instance\\\"}", "a counter by its value, or a gauge by its growth" },
        { "sum by (state) (vizpipeline_windows{job=~\\\"$job\\\", instance=~\\\"$instance\\\"})", "sum by (state) (rate(vizpipeline_windows{job=~\\\"$job\\\", instance=~\\\"$instance\\\"}[$__rate_interval]))", "a counter by its value, or a gauge by its growth" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_dashboard_keeps_all_rules(string file) => Assert.Empty(DashboardRules.Complaints(Dashboard.Read(file)));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Each_rule_sees_what_breaks_it(string found, string put, string complaint)
    {
        var text = Dashboard.Text("throughput.json");
        var at = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the dashboard no longer has {found}");
        Assert.Contains(complaint, DashboardRules.Complaints(Dashboard.Of(text[..at] + put + text[(at + found.Length)..])));
    }

    [Fact]
    public void Dashboards_are_told_apart() => Assert.Equal(Dashboard.Files.Count, Dashboard.Files.Select(file => Dashboard.Read(file)["uid"]).Distinct().Count());
}
