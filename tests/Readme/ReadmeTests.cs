using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public class ReadmeTests
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
        foreach (var command in commands)
        {
            var result = await Command.RunAsync("sh", ["-c", command.Line], folder.Path, Viz.Clean);
            Assert.True(result.ExitCode == command.ExitCode, $"{command.Line}\n{result}");
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
}
