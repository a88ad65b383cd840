using System.Text.Json;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The verb test-upload as a process of its own.</summary>
public sealed class UploadTests : IAsyncLifetime
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
    public async Task The_whole_chain_is_proven_and_nothing_but_what_was_there_is_left()
    {
        await _providers.Names.PutAsync("temperature:daily:latest", "live", Cancel);
        var result = await Viz.RunAsync(["test-upload"], _folder.Path, [.. _providers.Environment]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("", result.Errors);
        Assert.Equal(
            ["PINATA_JWT", "CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "KV_NAMESPACE_ID", "picture", "CID", "key", "key", "picture", "key"],
            result.Output.TrimEnd().Split('\n').Select(line => line.StartsWith("✓ ", StringComparison.Ordinal) ? line.Split(' ')[1] : line));
        Assert.DoesNotContain("rehearsal-", result.Output, StringComparison.Ordinal);
        Assert.Empty(_providers.Pinata.Files);
        Assert.Equal("live", Assert.Single(_providers.Cloudflare.Values).Value);
        Assert.All(_providers.Cloudflare.Exchanges.Skip(1), exchange => Assert.StartsWith("test:", exchange.About, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Json_is_one_document_also_when_it_fails()
    {
        var result = await Viz.RunAsync(["test-upload", "--json"], _folder.Path, [.. _providers.Environment, ("CLOUDFLARE_API_TOKEN", "hunter22-hunter22-hunter22")]);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("CLOUDFLARE_API_TOKEN", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", result.Output + result.Errors, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(result.Output);
        Assert.False(document.RootElement.GetProperty("passed").GetBoolean());
        var steps = document.RootElement.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("step").GetString(), step.GetProperty("outcome").GetString())).ToList();
        Assert.Contains(("key written", "failed"), steps);
        Assert.Equal(("picture unpinned", "passed"), steps[^1]);
        Assert.Empty(_providers.Pinata.Files);
    }

    [Fact]
    public async Task Settings_that_are_missing_are_crossed_and_end_it()
    {
        var result = await Viz.RunAsync(["test-upload"], _folder.Path, ("PINATA_JWT", "hunter22"));
        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("✓ PINATA_JWT               environment\n✗ CLOUDFLARE_API_TOKEN     not set\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("uploading: not set: CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_out_of_reach_is_exit_4()
    {
        var result = await Viz.RunAsync(["test-upload"], _folder.Path, [.. _providers.Environment, ("CLOUDFLARE_API_URL", "http://127.0.0.1:1")]);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("✗ key written", result.Output, StringComparison.Ordinal);
        Assert.Contains("viz: Cloudflare", result.Errors, StringComparison.Ordinal);
        Assert.Empty(_providers.Pinata.Files);
    }
}
