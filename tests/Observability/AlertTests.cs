using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class AlertTests
{
    public static TheoryData<string> Names => [.. AlertFile.Rules.Select(rule => rule.Name)];

    [Fact]
    public void Every_alert_waits_and_says_how_bad_it_is_and_what_to_do() => Assert.All(AlertFile.Rules, rule =>
    {
        Assert.Matches("^[1-9][0-9]*m$", rule.Fields["for"]);
        Assert.Contains(rule.Fields["severity"], (string[])["critical", "warning", "info"]);
        Assert.EndsWith(".", rule.Fields["summary"], StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Fields["description"], StringComparison.Ordinal);
        Assert.Equal($"docs/runbook.md#{rule.Name.ToLowerInvariant()}", rule.Fields["runbook_url"]);
    });

    [Fact]
    public void Every_alert_has_its_paragraph_in_the_runbook_and_the_reverse()
    {
        var headings = File.ReadLines(Checkout.File("docs/runbook.md")).Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);
        Assert.Equal(AlertFile.Rules.Select(rule => rule.Name), headings);
    }

    [Fact]
    public void Every_alert_has_a_case_that_fires_and_one_that_stays_silent()
    {
        var cases = AlertFile.ReadCases(AlertFile.CasesText).ToList();
        Assert.All(AlertFile.Rules, rule => Assert.True(cases.Contains((rule.Name, true)) && cases.Contains((rule.Name, false)), rule.Name));
        Assert.Subset(AlertFile.Rules.Select(rule => rule.Name).ToHashSet(), cases.Select(one => one.Name).ToHashSet());
    }

    [Fact]
    public async Task Prometheus_takes_the_configuration_and_the_rules()
    {
        await MustPassAsync("check", "config", Checkout.File("prometheus.yml"));
        var rules = await MustPassAsync("check", "rules", Checkout.File(AlertFile.Path));
        Assert.Contains($"{AlertFile.Rules.Count} rules found", rules.Output, StringComparison.Ordinal);
    }

    [Fact]
    public Task The_alerts_fire_and_stay_silent_as_their_cases_say() => MustPassAsync("test", "rules", Checkout.File(AlertFile.Cases));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_cases_refute_an_alert_that_never_fires_and_one_that_always_does(string name)
    {
        using var folder = new TempFolder();
        var cases = folder.Write("alerts.test.yml", AlertFile.CasesOf(AlertFile.CasesText, name));
        var rules = AlertFile.Text;
        foreach (var mutant in (string[])["vector(0) > 1", "vector(1)"])
        {
            folder.Write("alerts.yml", AlertFile.With(rules, name, mutant));
            var result = await PrometheusServer.PromtoolAsync("test", "rules", cases);
            Assert.True(result.ExitCode == 1 && result.ToString().Contains($"alertname: {name}", StringComparison.Ordinal), $"{mutant}: {result}");
        }
    }

    private static async Task<CommandResult> MustPassAsync(params string[] arguments)
    {
        var result = await PrometheusServer.PromtoolAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }
}
