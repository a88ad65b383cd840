using System.Text.RegularExpressions;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What pages say that the checkout can answer.</summary>
public partial class PageTests
{
    public static TheoryData<string> Pages => [.. Checkout.Pages.Select(path => Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_project_leads_somewhere(string page) => Assert.Empty(
        from target in Links(Checkout.File(page))
        let parts = target.Split('#')
        let file = parts[0].Length == 0 ? Checkout.File(page) : Path.Combine(Path.GetDirectoryName(Checkout.File(page))!, parts[0])
        where !Path.Exists(file) || (parts.Length > 1 && !Anchors(file).Contains(parts[1]))
        select target);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_that_a_page_names_is_there(string page) => Assert.Empty(
        from Match match in NamedPage().Matches(File.ReadAllText(Checkout.File(page)))
        where !File.Exists(Checkout.File(match.Value))
        select match.Value);

    [Fact]
    public void Every_page_that_the_code_names_is_there() => Assert.Empty(
        from path in Directory.GetFiles(Checkout.File("src"), "*.cs", SearchOption.AllDirectories)
        from Match match in NamedPage().Matches(File.ReadAllText(path))
        where !File.Exists(Checkout.File(match.Value))
        select $"{Path.GetFileName(path)}: {match.Value}");

    [Fact]
    public void The_README_shows_every_command() => Assert.Empty(
        from verb in AllVerbs.List
        where !Readme.Contains($"./viz {verb.Name} ", StringComparison.Ordinal)
        select verb.Name);

    [Fact]
    public void The_READMEs_exit_codes_are_those_of_the_help_page()
    {
        var help = new StringWriter();
        HelpPages.WriteExitCodes(help);
        var said = ExitCodeOfHelp().Matches(help.ToString()).Select(match => $"| {match.Groups[1].Value} | {match.Groups[2].Value} |").ToList();
        Assert.Equal(Enum.GetValues<ExitCode>().Length, said.Count);
        Assert.Contains(string.Join('\n', said), Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_READMEs_settings_are_as_the_catalogue_has_them()
    {
        var rows = ShownSetting().Matches(Readme).Select(match => match.Value).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row, Catalogue.All.Select(Row)));
    }

    private static string Readme { get; } = File.ReadAllText(Checkout.File("README.md"));

    private static string Row(Setting setting) =>
        $"| {Code(setting.Variable)} | {Code(setting.Flag)} | {setting.DefaultInWords ?? Code(setting.Default(1))} | {setting.Description} |";

    private static string Code(string? text) => text is null ? "–" : $"`{text}`";

    private static IEnumerable<string> Links(string page) =>
        from Match match in Link().Matches(File.ReadAllText(page))
        let target = match.Groups[1].Value
        where !target.Contains("://", StringComparison.Ordinal)
        select target;

    // As GitHub makes them of headings without markup.
    private static IEnumerable<string> Anchors(string page) =>
        from Match match in Heading().Matches(File.ReadAllText(page))
        select NotInAnchor().Replace(match.Groups[1].Value, "").Replace(' ', '-').ToLowerInvariant();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\bdocs/[\w/-]+\.(md|png)\b")]
    private static partial Regex NamedPage();

    [GeneratedRegex(@"^ +(\d+) +(.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex ExitCodeOfHelp();

    [GeneratedRegex(@"^\| `[A-Z_]+` \| .*$", RegexOptions.Multiline)]
    private static partial Regex ShownSetting();
}
