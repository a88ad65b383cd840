using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>A real Prometheus with a folder of its own on the loopback address, which looks once a second. Whom it looks at may be said later than it starts.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private const string Missing = "Prometheus is not installed; dashboards and alerts are tested against the real one (Debian: apt-get install prometheus).";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly Task<string> _said;

    private PrometheusServer(TempFolder folder, Process process, int port)
    {
        (_folder, _process) = (folder, process);
        _http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
        _said = process.StandardError.ReadToEndAsync();
    }

    public static Task<CommandResult> PromtoolAsync(params string[] arguments)
    {
        if (!IsThere("promtool")) Assert.Fail(Missing);
        return Command.RunAsync("promtool", arguments, Checkout.Root);
    }

    /// <param name="rules">The text of a rule file, evaluated once a second; null for none.</param>
    public static async Task<PrometheusServer> StartAsync(string? rules = null)
    {
        if (!IsThere("prometheus")) Assert.Fail(Missing);
        var folder = new TempFolder();
        folder.Write("rules.yml", rules ?? "groups: []\n");
        folder.Write("targets.json", "[]");
        var config = folder.Write("prometheus.yml", """
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: vizpipeline
                file_sd_configs: [{ files: [targets.json], refresh_interval: 1s }]
            """);
        var port = FixedPort.Next();
        var process = Command.Start(
            "prometheus", [$"--config.file={config}", $"--storage.tsdb.path={folder["data"]}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=warn"], folder.Path, [("GOMAXPROCS", "1")]);
        var server = new PrometheusServer(folder, process, port);
        await server.UntilAsync(server.IsReadyAsync, () => "readiness");
        return server;
    }

    /// <summary>Lets it scrape these, and nothing else, from now on.</summary>
    public void LookAt(params IEnumerable<Uri> metrics)
    {
        _folder.Write("targets.next", $$"""[{ "targets": [{{string.Join(", ", metrics.Select(one => $"\"{one.Authority}\""))}}] }]""");
        File.Move(_folder["targets.next"], _folder["targets.json"], overwrite: true);
    }

    /// <summary>The values that an expression has now, one a series.</summary>
    /// <exception cref="InvalidOperationException">Prometheus does not take it for an expression.</exception>
    public async Task<IReadOnlyList<double>> QueryAsync(string expression) =>
        [.. (await AskAsync("query", ("query", expression))).EnumerateArray().Select(series => Number(series.GetProperty("value")[1]))];

    /// <summary>The series that an expression had within the last <paramref name="seconds"/>, one point a second.</summary>
    public async Task<JsonElement> QueryRangeAsync(string expression, int seconds)
    {
        var now = await QueryAsync("vector(time())");
        var end = Math.Floor(now[0]);
        return await AskAsync("query_range", ("query", expression), ("start", Text(end - seconds)), ("end", Text(end)), ("step", "1"));
    }

    /// <summary>The alerts that fire or have fired.</summary>
    public async Task<IReadOnlyList<string>> FiredAsync() => [.. (await AskAsync("query", ("query", "last_over_time(ALERTS{alertstate=\"firing\"}[1h])"))).EnumerateArray()
        .Select(series => series.GetProperty("metric").GetProperty("alertname").GetString()!).Distinct()];

    /// <summary>Whether an alert fires now.</summary>
    public async Task<bool> IsFiringAsync(string alert) => (await QueryAsync($"ALERTS{{alertstate=\"firing\", alertname=\"{alert}\"}}")).Count > 0;

    /// <summary>Waits until something is so; fails, with what Prometheus said, when it does not come about in two minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (!await isSo())
            {
                if (_process.HasExited) Assert.Fail($"Prometheus ended: {await _said}");
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"not within {Patience}: {what()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> AskAsync(string what, params (string Name, string Value)[] asked)
    {
        using var form = new FormUrlEncodedContent(asked.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await _http.PostAsync(new Uri($"/api/v1/{what}", UriKind.Relative), form);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (json.RootElement.GetProperty("status").GetString() != "success") throw new InvalidOperationException($"{json.RootElement.GetProperty("error")}: {asked[0].Value}");
        return json.RootElement.GetProperty("data").GetProperty("result").Clone() is { ValueKind: JsonValueKind.Array } result ? result : throw new InvalidOperationException("no result");
    }

    private static double Number(JsonElement value) =>
        value.GetString() switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, var text => double.Parse(text!, CultureInfo.InvariantCulture) };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
