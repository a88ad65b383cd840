using System.Text.Json.Nodes;

namespace VizPipeline.Tests;

/// <summary>What Grafana's dashboard-linter asks for, and what besides keeps a dashboard as its file has it.</summary>
internal static class DashboardRules
{
    private static readonly HashSet<string> Units = ["Bps", "bytes", "dateTimeFromNow", "none", "ops", "percentunit", "reqps", "s", "short"];
    private static readonly HashSet<string> Growth = ["rate", "increase", "irate"];

    public static IEnumerable<string> Complaints(Dashboard dashboard) =>
        [.. OfWhole(dashboard), .. OfVariables(dashboard), .. dashboard.Panels.SelectMany(OfPanel), .. dashboard.Panels.SelectMany(panel => panel.Expressions.SelectMany(OfExpression))];

    private static IEnumerable<string> OfWhole(Dashboard dashboard)
    {
        if (!dashboard["uid"].StartsWith("vizpipeline-", StringComparison.Ordinal)) yield return "it has no uid of its own";
        if (dashboard["title"].Length == 0) yield return "it has no title";
        if (dashboard["description"].Length == 0) yield return "it has no description";
        if (dashboard["editable"] != "false") yield return "it can be edited by accident";
        if (dashboard.Placed.GroupBy(panel => panel["id"]).Any(same => same.Count() > 1)) yield return "two panels have one id";
        if (dashboard.Panels.GroupBy(panel => panel["title"]).Any(same => same.Count() > 1)) yield return "two panels have one title";
        if (dashboard.Placed.SelectMany(panel => panel.Cells).GroupBy(cell => cell).Any(same => same.Count() > 1)) yield return "two panels lie over one another";
        if (dashboard.Placed.SelectMany(panel => panel.Cells).Any(cell => cell.Column is < 0 or > 23)) yield return "a panel leaves the grid";
        var ids = Dashboard.Files.Select(file => Dashboard.Read(file)["uid"]).ToHashSet();
        if (dashboard.Json["links"]!.AsArray().Any(link => !ids.Contains(link!["url"]!.ToString()["/d/".Length..]))) yield return "a link leads nowhere";
    }

    private static IEnumerable<string> OfVariables(Dashboard dashboard)
    {
        var source = dashboard.Variables.SingleOrDefault(variable => Says(variable, "name", "datasource"));
        if (source is null || !Says(source, "type", "datasource") || !Says(source, "query", "prometheus")) yield return "the data source is no variable";
        foreach (var name in (string[])["job", "instance"])
        {
            if (dashboard.Variables.SingleOrDefault(variable => Says(variable, "name", name)) is not { } asked) yield return $"{name} is no variable";
            else if (!Says(asked, "type", "query") || !Says(asked, "multi", "true") || !Says(asked, "allValue", ".+") || !Says(asked, "refresh", "2") || !Says(asked, "label", name)) yield return $"{name} is not as it should be";
        }

        foreach (var variable in dashboard.Variables.Where(variable => Says(variable, "type", "query")))
        {
            if (!HasSource(variable)) yield return "a variable has a data source of its own";
            if (PromQl.Uses(variable["definition"]!.ToString()).Any(selection => !PromQl.Series.ContainsKey(selection.Series))) yield return "a variable asks for a metric that nobody makes";
        }
    }

    private static IEnumerable<string> OfPanel(DashboardPanel panel)
    {
        if (panel["title"].Length == 0) yield return "a panel has no title";
        if (panel["description"].Length == 0) yield return "a panel has no description";
        if (!Units.Contains(panel.Unit)) yield return "a panel has no unit";
        if (panel.Targets.Count == 0) yield return "a panel asks for nothing";
        if (!HasSource(panel.Json) || !panel.Targets.All(HasSource)) yield return "a panel has a data source of its own";
        if (panel.Targets.GroupBy(target => target["refId"]!.ToString()).Any(same => same.Count() > 1)) yield return "two targets of a panel have one name";
    }

    private static IEnumerable<string> OfExpression(string expression)
    {
        var selections = PromQl.Uses(expression).ToList();
        if (selections.Count == 0) yield return "an expression takes no series";
        foreach (var selection in selections)
        {
            if (!PromQl.Series.ContainsKey(selection.Series)) yield return "a metric that nobody makes";
            if (!selection.Labels.Contains("job=~\"$job\"", StringComparison.Ordinal)) yield return "a series of any job";
            if (!selection.Labels.Contains("instance=~\"$instance\"", StringComparison.Ordinal)) yield return "a series of any instance";
            if (selection.Range is not ("" or "$__rate_interval")) yield return "a range that does not fit the graph";
            if (PromQl.OnlyGrows(selection.Series) != (Growth.Contains(selection.Function) && selection.Range.Length > 0)) yield return "a counter by its value, or a gauge by its growth";
        }
    }

    private static bool Says(JsonNode node, string name, string value) => node[name]?.ToString() == value;

    private static bool HasSource(JsonNode node) => node["datasource"]?["type"]?.ToString() == "prometheus" && node["datasource"]?["uid"]?.ToString() == "${datasource}";
}
