using System.Globalization;
using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public partial class ReadmeTests
{
    [Fact]
    public async Task Every_command_of_the_README_does_what_it_promises()
    {
        var path = Checkout.File("README.md");
        Assert.True(File.Exists(path), "there is no README.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var commands = ReadmeCommand.In(page);
        Assert.NotEmpty(commands);

        using var folder = new TempFolder();
        foreach (var (name, content) in ReadmeCommand.FilesIn(page)) folder.Write(name, content);
        folder.WriteScript("viz", $"#!/bin/sh\nexec dotnet '{Viz.Dll}' \"$@\"\n");

        // Somebody may listen at the page's own ports: each becomes a free one, the same wherever it is named.
        var ports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in commands)
        {
            var line = Port().Replace(command.Line, FreePort);
            var result = await Command.RunAsync("sh", ["-c", line], folder.Path, Viz.Clean);
            Assert.True(result.ExitCode == command.ExitCode, $"{line}\n{result}");
        }

        Assert.NotEmpty(ports);

        string FreePort(Match named)
        {
            if (!ports.TryGetValue(named.Value, out var port)) ports[named.Value] = port = FixedPort.Next().ToString(CultureInfo.InvariantCulture);
            return port;
        }
    }

    [Fact]
    public void Commands_are_found_in_sh_blocks_only_and_carry_their_exit_code() => Assert.Equal(
        [new("./viz demo        # a week", 0), new("./viz generate x  # exit 2", 2), new("./viz import  a.csv", 0)],
        ReadmeCommand.In("""
            ```sh
            ./viz demo        # a week
            ./test
            ./viz generate x  # exit 2
            ./viz import \
            a.csv
            ```
            ./viz outside
            ```text
            ./viz shown
            ```
            """));

    [Fact]
    public void Files_are_found_where_a_fence_names_them() => Assert.Equal(
        [new("a.csv", "time,x\n1,2\n")],
        ReadmeCommand.FilesIn("""
            ```csv a.csv
            time,x
            1,2
            ```
            ```csv
            nameless
            ```
            """));

    [GeneratedRegex(@"(?<=--http |viz health |127\.0\.0\.1:)\d+")]
    private static partial Regex Port();
}
