using System.Text.Json.Nodes;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A dashboard as Grafana reads it from its file.</summary>
internal sealed class Dashboard(JsonNode json)
{
    public static IReadOnlyList<string> Files { get; } = [.. Directory.GetFiles(Checkout.File("grafana/dashboards"), "*.json").Select(Path.GetFileName).Order()!];

    public JsonNode Json { get; } = json;

    public string this[string name] => Json[name] is JsonValue value ? value.ToString() : "";

    /// <summary>Everything that is placed, rows too.</summary>
    public IEnumerable<DashboardPanel> Placed => Json["panels"]!.AsArray().Select(panel => new DashboardPanel(panel!));

    public IEnumerable<DashboardPanel> Panels => Placed.Where(panel => panel["type"] != "row");

    public IEnumerable<JsonNode> Variables => Json["templating"]!["list"]!.AsArray().Select(variable => variable!);

    public static Dashboard Read(string file) => Of(Text(file));

    public static Dashboard Of(string text) => new(JsonNode.Parse(text)!);

    public static string Text(string file) => File.ReadAllText(Checkout.File($"grafana/dashboards/{file}"));
}

/// <summary>One panel, or the heading of a row.</summary>
internal sealed class DashboardPanel(JsonNode json)
{
    public JsonNode Json { get; } = json;

    public string this[string name] => Json[name] is JsonValue value ? value.ToString() : "";

    public string Unit => Json["fieldConfig"]?["defaults"]?["unit"]?.ToString() ?? "";

    public IReadOnlyList<JsonNode> Targets => [.. (Json["targets"]?.AsArray() ?? []).Select(target => target!)];

    public IEnumerable<string> Expressions => Targets.Select(target => target["expr"]?.ToString() ?? "");

    /// <summary>The cells of the grid that it covers, 24 in a row.</summary>
    public IEnumerable<(int Row, int Column)> Cells
    {
        get
        {
            var (x, y, width, height) = (Grid("x"), Grid("y"), Grid("w"), Grid("h"));
            return from row in Enumerable.Range(y, height) from column in Enumerable.Range(x, width) select (row, column);
        }
    }

    private int Grid(string name) => (int)Json["gridPos"]![name]!;
}
