using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class SettingsPageTests
{
    private const string Page = "docs/settings.md";

    [Fact]
    public void The_table_of_settings_is_what_the_catalogue_says()
    {
        var page = File.ReadAllText(Checkout.File(Page));
        Assert.True(page.Contains(Table, StringComparison.Ordinal), $"the table in {Page} must be:\n{Table}");
    }

    private static string Table => string.Concat(
        [
            "| environment, `.env` | `viz.json` | flag | default | what it is |\n",
            "|---|---|---|---|---|\n",
            .. Catalogue.All.Select(setting =>
                $"| {Code(setting.Variable)} | {Code(setting.Key)} | {Code(setting.Flag)} | {setting.DefaultInWords ?? Code(setting.Default(1))} | {setting.Description} |\n"),
        ]);

    private static string Code(string? text) => text is null ? "–" : $"`{text}`";
}
