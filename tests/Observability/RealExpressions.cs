using System.Text.Json.Nodes;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real Prometheus is asked all that dashboards and alerts ask, while a real backfill publishes and a real service keeps pictures current.</summary>
public sealed class RealExpressions(WatchedBackfill watched) : IClassFixture<WatchedBackfill>
{
    private const string Interval = "10s";

    // A long run of the tests draws two minutes.
    private static readonly int Seconds = Environment.GetEnvironmentVariable("VIZ_TEST_LONG") == "1" ? 120 : 15;

    [Fact]
    public async Task Every_expression_of_a_panel_or_an_alert_has_a_value()
    {
        string[] all =
        [
            .. Dashboard.Files.SelectMany(file => Dashboard.Read(file).Panels).SelectMany(panel => panel.Expressions).Select(expression => PromQl.Filled(expression, Interval, ".+")),
            .. AlertFile.Rules.Select(rule => PromQl.Answering(PromQl.Shortened(rule.Expression, Interval))),
        ];
        var waiting = all.ToHashSet();
        await watched.Prometheus.UntilAsync(
            async () =>
            {
                foreach (var expression in waiting.ToList())
                {
                    if ((await watched.Prometheus.QueryAsync(expression)).Any(double.IsFinite)) waiting.Remove(expression);
                }

                return waiting.Count == 0 || watched.Run.HasEnded;
            },
            () => $"a value of {string.Join('\n', waiting)}");
        Assert.Empty(waiting);
    }

    /// <summary>The pictures are left in artifacts/dashboards for whoever wants to look.</summary>
    [Theory]
    [InlineData("throughput")]
    [InlineData("publishing")]
    public async Task Every_panel_can_be_drawn_from_what_Prometheus_answers(string name)
    {
        await watched.Prometheus.UntilAsync(async () => (await watched.Prometheus.QueryAsync($"min(count_over_time(up[10m])) > {Seconds}")).Count > 0 || watched.Run.HasEnded, () => "enough scrapes");
        var dashboard = Dashboard.Read($"{name}.json");
        var results = new JsonObject();
        foreach (var expression in dashboard.Panels.SelectMany(panel => panel.Expressions).Distinct())
        {
            var instance = IsOfService(expression) ? watched.Service.Metrics : watched.Run.Metrics;
            results[expression] = JsonNode.Parse((await watched.Prometheus.QueryRangeAsync(PromQl.Filled(expression, Interval, instance.Authority), Seconds)).GetRawText());
        }

        var now = Math.Floor((await watched.Prometheus.QueryAsync("vector(time())"))[0]);
        var shown = new JsonObject { ["dashboard"] = dashboard.Json, ["from"] = now - Seconds, ["to"] = now, ["results"] = results };
        using var page = new TempFolder();
        page.Write("panels.js", await File.ReadAllTextAsync(Checkout.File("tests/Observability/Page/panels.js"), TestContext.Current.CancellationToken));
        var html = await File.ReadAllTextAsync(Checkout.File("tests/Observability/Page/panels.html"), TestContext.Current.CancellationToken);
        page.Write("panels.html", html.Replace("/*data*/null", shown.ToJsonString(), StringComparison.Ordinal));

        await using var browser = await Browser.StartAsync();
        await using var visit = await browser.OpenAsync(new Uri(page["panels.html"]).AbsoluteUri, new() { ViewportSize = new() { Width = 1500, Height = 900 } });
        await visit.Page.ScreenshotAsync(new() { Path = Checkout.File($"artifacts/dashboards/{name}.png"), FullPage = true });
        Assert.Empty(visit.Complaints);
        Assert.Equal(dashboard.Placed.Count(), await visit["section"].CountAsync());
        Assert.Equal(0, await visit["section.stat .value:has-text('no data')"].CountAsync());
        Assert.Equal(dashboard.Panels.Count(panel => panel["type"] is "timeseries" or "heatmap"), await visit["section:has(svg polyline), section:has(svg rect)"].CountAsync());
    }

    // Figures of a run are drawn of the backfill, which has the more to show.
    private static bool IsOfService(string expression) => PromQl.Uses(expression).Any(use => MetricNames.OfService.Any(metric => metric.Name == use.Series));
}
