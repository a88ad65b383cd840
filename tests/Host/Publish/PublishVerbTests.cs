using System.Text.Json;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The verbs publish and latest as processes of their own, and a command inside a rehearsal.</summary>
public sealed class PublishVerbTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PlayedProviders _providers = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _providers = await PlayedProviders.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _providers.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Files_folders_and_globs_are_published_once_each_and_stay()
    {
        foreach (var name in (string[])["a.png", "album/b.png", "album/deep/c.txt", "album/.hidden", "x1.gif", "x2.gif", "same.png"]) _folder.Write(name, name == "same.png" ? "a.png" : name);
        string[] arguments = ["publish", "a.png", "album", "x?.gif", "same.png", "./a.png", "--concurrency", "3"];
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        string[] files = ["a.png", "album/b.png", "album/deep/c.txt", "same.png", "x1.gif", "x2.gif"];
        Assert.Equal(
            files.Select(file => $"{file}  {Cids.Of(File.ReadAllBytes(_folder[file]))}"),
            result.Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(5, _providers.Pinata.Files.Length);
        Assert.All(files, file => Assert.True(File.Exists(_folder[file])));

        Assert.Equal(0, (await RunAsync(arguments)).ExitCode);
        Assert.Equal(5, _providers.Pinata.Files.Length);
        Assert.Empty(_providers.Cloudflare.Exchanges);
    }

    [Fact]
    public async Task A_key_names_a_single_file()
    {
        _folder.Write("a.png", "a");
        var result = await RunAsync(["publish", "a.png", "--key", "site:logo", "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        var file = document.RootElement.GetProperty("files")[0];
        Assert.Equal(("a.png", Cids.Of("a"u8).Text, "site:logo", 1), (file.GetProperty("file").GetString(), file.GetProperty("cid").GetString(), file.GetProperty("key").GetString(), file.GetProperty("bytes").GetInt32()));
        Assert.Contains($"ipfs://{Cids.Of("a"u8)}", _providers.Cloudflare.Values["site:logo"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_is_a_line_and_the_others_go_on()
    {
        _folder.Write("a.png", "a");
        using (var large = File.Create(_folder["large.bin"])) large.SetLength(100_000_001);
        var result = await RunAsync(["publish", "large.bin", "a.png"]);
        Assert.Equal((1, $"a.png  {Cids.Of("a"u8)}\n"), (result.ExitCode, result.Output));
        Assert.Equal("viz: large.bin: it has 100,000,001 bytes; pinata takes at most 100,000,000\n", result.Errors);
    }

    [Fact]
    public async Task A_wrong_token_is_exit_3_and_stays_secret()
    {
        _folder.Write("a.png", "a");
        var result = await Viz.RunAsync(["publish", "a.png"], _folder.Path, [.. _providers.Environment, ("PINATA_JWT", "hunter22-hunter22")]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("PINATA_JWT", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_lets_what_was_begun_end_and_says_what_is_left()
    {
        // Two minutes' worth, so that a signal that is sent late still comes before the end.
        const int Files = 600;
        foreach (var number in Enumerable.Range(0, Files)) _folder.Write($"album/{number:d3}", $"{number}");
        await using var slow = await PlayedProviders.StartAsync(new() { RequestsPerMinute = null, Latency = TimeSpan.FromMilliseconds(400) });
        using var process = Viz.Start(["publish", "album", "--concurrency", "2"], _folder.Path, [.. slow.Environment]);
        var output = await process.StandardOutput.ReadLineAsync(Cancel) + "\n";
        using var kill = Command.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], _folder.Path);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            output += await process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var published = output.TrimEnd().Split('\n').Length;
            Assert.Equal((130, $"stopped with {published} files published and {Files - published} left; the same command goes on: what is pinned is not uploaded again\n"), (process.ExitCode, errors));
            Assert.Equal(published, slow.Pinata.Files.Length);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    [Fact]
    public async Task Latest_is_read_from_the_index_that_readers_see()
    {
        await _providers.Names.PutAsync("temperature:daily:latest", "{\"it\":1}", Cancel);
        Assert.Equal(new(0, "{\"it\":1}\n", ""), await RunAsync(["latest", "temperature", "daily"]));
        Assert.Equal(new(1, "", "viz: temperature:hourly:latest: nothing is published yet\n"), await RunAsync(["latest", "temperature", "hourly"]));
    }

    [Fact]
    public async Task A_command_in_a_rehearsal_publishes_to_it_and_ends_it()
    {
        _folder.Write("a.png", "a");
        var result = await Viz.RunAsync(["rehearse", "--latency", "1", "--", "dotnet", Viz.Dll, "publish", "a.png", "--key", "k"], _folder.Path);
        Assert.Equal((0, $"a.png  {Cids.Of("a"u8)}\n"), (result.ExitCode, result.Output));
        Assert.Contains("pinata: 1 files of 1 CIDs, 1 bytes", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await Viz.RunAsync(["rehearse", "--", "dotnet", Viz.Dll, "publish"], _folder.Path)).ExitCode);
    }

    [Fact]
    public void Progress_counts_bytes_on_their_way_and_begins_a_repeat_again()
    {
        var watch = new PublishWatch(2, 3_000_000);
        watch.Sent("a", 500_000, 1_000_000);
        watch.Sent("b", 2_000_000, 2_000_000);
        watch.Sent("b", 1_000_000, 2_000_000);
        Assert.Equal("0 of 2 files, 1.5 MB of 3 MB", watch.Look().Line);
        watch.Ended(new PublishResult(LoosePicture.OfBytes("a", default)) { Bytes = 1_000_000 });
        Assert.Equal("1 of 2 files, 2 MB of 3 MB", watch.Look().Line);
        Assert.Equal((2_000_000, 3_000_000), (watch.Look().Done, watch.Look().Total));
    }

    private Task<CommandResult> RunAsync(string[] arguments) => Viz.RunAsync(arguments, _folder.Path, [.. _providers.Environment]);
}
