using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary><c>viz serve</c> or <c>viz run --http</c> as a process of its own, on a port that it chose.</summary>
internal sealed partial class ServingProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _rest;
    private readonly Task<string> _output;

    private ServingProcess(Process process, Uri address)
    {
        (_process, Client) = (process, new HttpClient { BaseAddress = address });
        (_output, _rest) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DoorHome.Key);
    }

    /// <summary>Sends a key with everything.</summary>
    public HttpClient Client { get; }

    public static Task<ServingProcess> StartAsync(TempFolder folder, params string[] arguments) => StartAsync(folder, [], arguments);

    public static async Task<ServingProcess> StartAsync(TempFolder folder, (string Name, string? Value)[] environment, params string[] arguments)
    {
        // The framework would read the second variable, if anybody let it.
        var process = Viz.Start([.. arguments, "--http", "0"], folder.Path, [.. environment, ("VIZ_API_KEYS", DoorHome.Key), ("ASPNETCORE_URLS", "http://127.0.0.1:1")]);
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(Cancel) is { } line)
        {
            said.AppendLine(line);
            if (Shown().Match(line) is { Success: true } found) return new(process, new(found.Groups[1].Value));
        }

        throw new InvalidOperationException($"viz {string.Join(' ', arguments)} opened no door: {said}");
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Cancel);

    /// <summary>Events from now on, each with its name and its data.</summary>
    public async IAsyncEnumerable<(string Name, string Json)> ListenAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        for (var name = ""; await lines.ReadLineAsync(Cancel) is { } line;)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) yield return (name, line[6..]);
        }
    }

    /// <summary>Asks it to stop, and gives what it left behind.</summary>
    public async Task<CommandResult> StopAsync()
    {
        await Command.RunAsync("kill", ["-TERM", $"{_process.Id}"], "/");
        await _process.WaitForExitAsync(Cancel);
        return new(_process.ExitCode, await _output, await _rest);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"is shown at (http://\S+?/)")]
    private static partial Regex Shown();
}
