using Xunit;

namespace VizPipeline.Tests;

public class VizScriptTests
{
    [Fact]
    public async Task It_builds_once_and_again_only_when_a_source_changed()
    {
        using var tree = new FakeTree();
        await tree.RunAsync("viz");
        await tree.RunAsync("viz");
        Assert.Equal(1, tree.Builds);
        tree.Touch("src/Host/Program.cs");
        await tree.RunAsync("viz");
        Assert.Equal(2, tree.Builds);
        tree.Touch("global.json");
        await tree.RunAsync("viz");
        Assert.Equal(3, tree.Builds);
    }

    [Fact]
    public async Task Only_viz_itself_writes_to_standard_output()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("viz", "config --json");
        Assert.Matches(@"\Apid \d+ in .*: config --json\n\z", result.Output);
        Assert.Equal("viz: building …\n", result.Errors);
    }

    [Fact]
    public async Task It_becomes_viz_so_that_signals_reach_it_and_stays_in_the_callers_folder()
    {
        using var tree = new FakeTree();
        using var elsewhere = new Support.TempFolder();
        using var process = Support.Command.Start("sh", ["-c", $"echo \"$$\"; exec '{tree.Root}/viz' demo"], elsewhere.Path, [
            ("PATH", $"{tree.Root}/../bin:{Environment.GetEnvironmentVariable("PATH")}"), ("FAKE_LOG", $"{tree.Root}/../log"),
        ]);
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Equal($"pid {lines[0]} in {elsewhere.Path}: demo", lines[1]);
    }

    [Fact]
    public async Task Two_first_calls_at_once_build_once_and_both_run()
    {
        using var tree = new FakeTree();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => tree.RunAsync("viz", "config")));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(1, tree.Builds);
    }

    [Fact]
    public async Task A_failed_build_shows_its_errors_and_is_tried_again()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("viz", "config", null, ("FAKE_BROKEN", "1"));
        Assert.Equal((4, ""), (result.ExitCode, result.Output));
        Assert.Contains("error CS1002: ; expected\nviz: the build failed; all of it is in ", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await tree.RunAsync("viz", "config")).ExitCode);
        Assert.Equal(2, tree.Builds);
    }

    [Fact]
    public async Task Another_SDK_is_not_enough()
    {
        using var tree = new FakeTree();
        var result = await tree.RunAsync("viz", "config", null, ("FAKE_NO_SDK", "1"));
        Assert.Equal((4, ""), (result.ExitCode, result.Output));
        Assert.Equal("viz: needs the .NET 10 SDK, and finds another: https://dotnet.microsoft.com/download/dotnet/10.0\n", result.Errors);
    }

    [Fact]
    public async Task Without_dotnet_one_line_says_what_to_install()
    {
        using var tree = new FakeTree();
        using var tools = new Support.TempFolder();
        foreach (var tool in (string[])["sh", "dirname", "readlink"])
        {
            File.CreateSymbolicLink(tools[tool], new[] { $"/bin/{tool}", $"/usr/bin/{tool}" }.First(File.Exists));
        }

        var result = await tree.RunAsync("viz", "config", null, ("PATH", tools.Path), ("HOME", null), ("DOTNET_ROOT", null));
        Assert.Equal((4, "viz: needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0\n"), (result.ExitCode, result.Errors));
    }
}
