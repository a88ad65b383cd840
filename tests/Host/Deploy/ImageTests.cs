using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What of the image can be held to without Docker: its build runs here as it would there, from the files it would have.</summary>
public sealed partial class ImageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string[] _lines = File.ReadAllLines(Checkout.File("Dockerfile"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_publish_command_makes_a_program_from_the_files_that_it_copies()
    {
        foreach (var file in Copied().Where(file => file != "src")) File.Copy(Checkout.File(file), _folder[$"source/{Made(file)}"]);
        foreach (var file in Sources()) File.Copy(Checkout.File(file), _folder[$"source/{Made(file)}"]);
        var publish = Assert.Single(_lines, line => line.StartsWith("RUN dotnet publish ", StringComparison.Ordinal))[4..];
        Assert.Contains("--output /app ", publish, StringComparison.Ordinal);

        var published = await Command.RunAsync(
            "sh", ["-c", publish.Replace("/app", _folder["app"], StringComparison.Ordinal)], _folder["source"],
            [("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0")]);
        Assert.True(published.ExitCode == 0, published.ToString());
        var said = await Command.RunAsync("dotnet", [_folder["app/viz.dll"], "config", "--json"], _folder.Path, Viz.Clean);
        Assert.True(said.ExitCode == 0, said.ToString());
    }

    [Fact]
    public void Only_what_it_copies_is_sent_to_the_build() => Assert.Equal(
        Copied().Order(StringComparer.Ordinal),
        File.ReadLines(Checkout.File(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).Order(StringComparer.Ordinal));

    [Fact]
    public void It_has_no_shell_no_root_and_one_folder_that_is_written()
    {
        Assert.Contains("FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", _lines);
        var last = _lines[Array.FindLastIndex(_lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))..];
        Assert.DoesNotContain(last, line => line.StartsWith("RUN ", StringComparison.Ordinal));
        Assert.DoesNotContain(last, line => ShellForm().IsMatch(line));
        Assert.Contains("USER 1654", last);
        Assert.Contains("VOLUME /data", last);
        Assert.Contains(last, line => line.Contains("VIZ_HOME=/data", StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_gives_it_nothing_that_it_can_do_without()
    {
        var page = File.ReadAllText(Checkout.File("compose.yml"));
        var own = Section().Match(page).Value;
        Assert.All((string[])["read_only: true", "cap_drop:\n      - ALL", "no-new-privileges:true", "tmpfs:\n      - /tmp", "- pictures:/data"], line => Assert.Contains(line, own, StringComparison.Ordinal));
        Assert.Contains("""test: ["CMD", "dotnet", "/app/viz.dll", "health"]""", own, StringComparison.Ordinal);
        Assert.Contains("""CMD ["dotnet", "/app/viz.dll", "health"]""", string.Join('\n', _lines), StringComparison.Ordinal);
        Assert.DoesNotContain("privileged", page, StringComparison.Ordinal);
        string[] published = [.. from Match match in Published().Matches(page) from Capture port in match.Groups[1].Captures select port.Value];
        Assert.NotEmpty(published);
        Assert.All(published, port => Assert.StartsWith("\"127.0.0.1:", port, StringComparison.Ordinal));
    }

    private IEnumerable<string> Copied() => _lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ')[1..^1]);

    private static IEnumerable<string> Sources() =>
        from path in Directory.EnumerateFiles(Checkout.File("src"), "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/')
        where !file.Split('/').Any(part => part is "bin" or "obj")
        select file;

    private string Made(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"source/{file}"])!);
        return file;
    }

    [GeneratedRegex(@"^(CMD|ENTRYPOINT|HEALTHCHECK .*CMD) [^\[]")]
    private static partial Regex ShellForm();

    [GeneratedRegex(@"^  viz:\n(    .*\n|\n)+", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"ports:\n(?:      - (.+)\n)+")]
    private static partial Regex Published();
}
