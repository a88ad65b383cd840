using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real backfill, scraped by a real Prometheus that is asked all that dashboards and alerts ask.</summary>
public sealed class RealExpressions : IDisposable
{
    private const string Interval = "10s";
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_expression_of_a_panel_or_an_alert_has_a_value_while_a_backfill_publishes()
    {
        await using var doubles = await ProviderDoubles.StartAsync(Latency);
        await using var prometheus = await PrometheusServer.StartAsync();
        await using var run = await MeasuredRun.StartAsync(_folder, doubles);
        prometheus.LookAt(run.Metrics);

        var waiting = Expressions.Distinct().ToHashSet();
        await prometheus.UntilAsync(
            async () =>
            {
                foreach (var expression in waiting.ToList())
                {
                    if ((await prometheus.QueryAsync(expression)).Any(double.IsFinite)) waiting.Remove(expression);
                }

                return waiting.Count == 0 || run.HasEnded;
            },
            $"a value of {string.Join("\n", waiting)}");
        Assert.Empty(waiting);
    }

    private static IEnumerable<string> Expressions =>
    [
        .. Dashboard.Files.SelectMany(file => Dashboard.Read(file).Panels).SelectMany(panel => panel.Expressions).Select(expression => PromQl.Filled(expression, Interval)),
        .. AlertFile.Rules.Select(rule => PromQl.Answering(PromQl.Shortened(rule.Expression, Interval))),
    ];
}
