using System.Text.RegularExpressions;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Metrics that are made against metrics that are spoken of.</summary>
public partial class MetricPagesTests
{
    /// <summary>Made, and shown by no dashboard and no alert, on purpose: the reason beside it.</summary>
    private static readonly Dictionary<string, string> NotShown = [];

    private static IEnumerable<string> Shown =>
        from expression in Dashboard.Files.SelectMany(file => Dashboard.Read(file).Panels).SelectMany(panel => panel.Expressions).Concat(AlertFile.Rules.Select(rule => rule.Expression))
        from selection in PromQl.Uses(expression)
        let metric = PromQl.Series.GetValueOrDefault(selection.Series)
        where metric is not null
        select metric.Name;

    [Fact]
    public void Every_metric_is_shown_or_left_out_on_purpose() =>
        Assert.Equal(MetricNames.All.Select(metric => metric.Name).Order(), Shown.Concat(NotShown.Keys).Distinct().Order());

    [Fact]
    public void What_is_left_out_on_purpose_is_not_shown() => Assert.Empty(Shown.Intersect(NotShown.Keys));

    [Fact]
    public void Alerts_look_at_metrics_that_are_made_and_at_counters_by_their_growth() => Assert.All(AlertFile.Rules.SelectMany(rule => PromQl.Uses(rule.Expression)), selection =>
    {
        Assert.Contains(selection.Series, PromQl.Series.Keys);
        if (PromQl.OnlyGrows(selection.Series)) Assert.Contains(selection.Function, (string[])["rate", "increase"]);
    });

    [Fact]
    public void Pages_and_cases_name_no_metric_that_nobody_makes() => Assert.Empty(
        from file in Checkout.Pages.Append(Checkout.File(AlertFile.Cases))
        from Match name in Name().Matches(File.ReadAllText(file))
        where !PromQl.Series.ContainsKey(name.Value) && MetricNames.All.All(metric => metric.Name != name.Value)
        select $"{Path.GetFileName(file)}: {name.Value}");

    [Fact]
    public void The_page_has_a_row_for_every_metric_with_its_labels()
    {
        var page = File.ReadAllText(Checkout.File("docs/observability.md"));
        Assert.DoesNotContain(MetricNames.All.Select(Row), row => !page.Contains(row, StringComparison.Ordinal));
    }

    private static string Row(MetricSpec metric)
    {
        var labels = metric.Labels.Length == 0 ? "" : $"{{{string.Join(",", metric.Labels)}}}";
        return $"| `{metric.Name}{labels}` | {metric.Kind.ToString().ToLowerInvariant()} | {metric.Help} |\n";
    }

    [GeneratedRegex("(?:vizpipeline|dotnet)_[a-z0-9_]+")]
    private static partial Regex Name();
}
