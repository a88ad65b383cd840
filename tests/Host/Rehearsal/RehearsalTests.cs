using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The verb rehearse as a process of its own, published to by plain HTTP.</summary>
public sealed class RehearsalTests : IDisposable
{
    private const int Settings = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_settings_that_work_shows_requests_and_says_at_Ctrl_C_what_it_holds()
    {
        using var process = Viz.Start(["rehearse", "--latency", "1", "--requests-per-minute", "2"], _folder.Path, ("PINATA_JWT", "rehearsal-pinata"));
        try
        {
            var settings = new Dictionary<string, string>();
            while (settings.Count < Settings && await process.StandardOutput.ReadLineAsync(Cancel) is { } line) settings.Add(line.Split('=', 2)[0], line.Split('=', 2)[1]);
            using var pinata = new PinataClient(new Uri(settings["PINATA_UPLOAD_URL"]), settings["PINATA_JWT"]);
            using var names = new KvClient(new Uri(settings["CLOUDFLARE_API_URL"]), settings["CLOUDFLARE_API_TOKEN"], settings["CLOUDFLARE_ACCOUNT_ID"], settings["KV_NAMESPACE_ID"]);
            await pinata.UploadAsync("hello world", ("network", "public"), ("name", "greeting"));
            Assert.Equal(HttpStatusCode.OK, (await pinata.GetAsync($"{settings["PINATA_API_URL"]}/v3/files/public")).StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await pinata.UploadAsync("more")).StatusCode);
            await names.PutAsync("test:greeting", "x");
        }
        finally
        {
            using var kill = Command.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)], _folder.Path);
            await kill.WaitForExitAsync(Cancel);
        }

        var (output, errors) = await EndAsync(process);
        Assert.True(process.ExitCode == 0, errors);
        Assert.Contains("pinata: 1 files of 1 CIDs, 11 bytes; 3 requests, 1 refused", output, StringComparison.Ordinal);
        Assert.Contains("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e  greeting", output, StringComparison.Ordinal);
        Assert.Contains("cloudflare: 1 keys; 1 requests", output, StringComparison.Ordinal);
        Assert.Contains("pinata upload greeting → 200", errors, StringComparison.Ordinal);
        Assert.Contains("→ 429 (quota)", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task It_ends_by_itself_and_writes_one_document()
    {
        var result = await Viz.RunAsync(["rehearse", "--seconds", "1", "--faults", "7", "--json"], _folder.Path);
        Assert.True(result.ExitCode == 0, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(Settings, document.RootElement.GetProperty("settings").EnumerateObject().Count());
        Assert.Equal(0, document.RootElement.GetProperty("pinata").GetProperty("requests").GetInt32());
        Assert.Contains("PINATA_JWT=", result.Errors, StringComparison.Ordinal);
    }

    // Where the signal of Ctrl-C is ignored it would never end.
    private static async Task<(string Output, string Errors)> EndAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
