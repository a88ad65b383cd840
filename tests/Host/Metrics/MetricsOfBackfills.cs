using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real backfill that publishes to the doubles, read while it runs.</summary>
public sealed class MetricsOfBackfills : IDisposable
{
    private const int Days = 3;

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Figures_grow_while_it_runs_and_end_as_its_summary_says()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.FromMilliseconds(40));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (address, atTheEnd) = (new TaskCompletionSource<Uri>(), new TaskCompletionSource<Scraped>());

        // While the receiver of the run's last event has not answered, all is done and the endpoint still there.
        receiver.Answer = async (_, number) =>
        {
            if (Encoding.UTF8.GetString(receiver.Deliveries.ElementAt(number).Body).Contains("backfill.finished", StringComparison.Ordinal)) atTheEnd.TrySetResult(await ScrapeAsync(await address.Task));
        };
        (string, string?)[] environment =
        [
            .. doubles.Environment, ("WEBHOOK_URL", receiver.Address.OriginalString), ("WEBHOOK_SECRET", WebhookReceiver.Secret), ("WEBHOOK_ALLOW_HTTP", "true"), ("WEBHOOK_ALLOW_PRIVATE", "true"),
        ];
        using var process = Viz.Start(["backfill", "--source", MadeSource.Write(_folder["readings.db"], Days), "--home", _folder["home"], "--metrics", "0", "--json"], _folder.Path, environment);
        var summary = process.StandardOutput.ReadToEndAsync(Cancel);
        address.SetResult(await AddressAsync(process));

        var scrapes = new List<Scraped> { await ScrapeAsync(await address.Task) };
        EveryKnownSeriesIsThere(scrapes[0]);
        try
        {
            while (!atTheEnd.Task.IsCompleted && !process.HasExited) scrapes.Add(await ScrapeAsync(await address.Task));
        }
        catch (HttpRequestException) when (atTheEnd.Task.IsCompleted)
        {
            // The endpoint has ended with the run.
        }

        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        Assert.True(scrapes.Count > 10, $"only {scrapes.Count} scrapes");
        foreach (var (before, after) in scrapes.Zip(scrapes.Skip(1))) NothingGoesBack(before, after);
        Assert.Contains(scrapes, scrape => scrape["vizpipeline_backfill_progress_ratio"] is > 0 and < 1 && scrape["vizpipeline_backfill_eta_seconds"] > 0);

        using var told = JsonDocument.Parse(await summary);
        var last = await atTheEnd.Task;
        var items = told.RootElement.GetProperty("stages").EnumerateArray().ToDictionary(stage => stage.GetProperty("stage").GetString()!, stage => stage.GetProperty("items").GetDouble());
        Assert.Equal(RoadWatch.Names, items.Keys);
        Assert.All(items, stage => Assert.Equal(stage.Value, last["vizpipeline_stage_items_total", ("stage", stage.Key), ("outcome", "ok")]));
        Assert.All(items, stage => Assert.Equal(stage.Value, last["vizpipeline_stage_duration_seconds_count", ("stage", stage.Key)]));
        Assert.All(RoadWatch.Names, stage => Assert.Equal(0, last["vizpipeline_stage_queue_items", ("stage", stage)] + last["vizpipeline_stage_in_flight", ("stage", stage)]));

        var done = told.RootElement.GetProperty("windows").GetProperty("done").GetDouble();
        Assert.Equal(done, last["vizpipeline_windows", ("state", "done")]);
        Assert.Equal(done, last["vizpipeline_picture_bytes_count"]);
        Assert.Equal(done, last["vizpipeline_item_latency_seconds_count"]);
        Assert.Equal(told.RootElement.GetProperty("bytes").GetDouble(), last["vizpipeline_picture_bytes_sum"]);
        Assert.Equal((1, 0), (last["vizpipeline_backfill_progress_ratio"], last["vizpipeline_backfill_eta_seconds"]));
        Assert.True(last["vizpipeline_readings_total"] > Days * 1000);

        var uploads = doubles.Pinata.Files.Length;
        Assert.Equal(uploads, last["vizpipeline_provider_requests_total", ("provider", "pinata"), ("operation", "upload"), ("outcome", "ok")]);
        Assert.Equal(done - uploads, last["vizpipeline_dedup_hits_total"]);
        Assert.True(last["vizpipeline_provider_bytes_total", ("provider", "pinata"), ("direction", "sent")] > last["vizpipeline_picture_bytes_sum"] / 2);
        Assert.Equal(doubles.Cloudflare.Exchanges.Count(exchange => exchange.Call == Doubles.ProviderCall.BulkPut), last.Sum("vizpipeline_batches_total"));
        Assert.InRange(last["vizpipeline_provider_quota_remaining", ("provider", "pinata")], 1, 1_000_000 - uploads);
    }

    [Fact]
    public async Task What_it_shows_is_what_Prometheus_expects_in_either_format()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.FromMilliseconds(100));
        using var process = Viz.Start(["backfill", "--source", MadeSource.Write(_folder["readings.db"], Days), "--home", _folder["home"]], _folder.Path, [.. doubles.Environment, ("VIZ_METRICS", "127.0.0.1:0")]);
        var address = await AddressAsync(process);
        var text = await _http.GetStringAsync(address, Cancel);
        var promtool = await Command.RunAsync("promtool", ["check", "metrics"], _folder.Path, input: text);
        Assert.True((promtool.ExitCode, promtool.Output, promtool.Errors) == (0, "", ""), promtool.ToString());

        using var asked = new HttpRequestMessage(HttpMethod.Get, address);
        asked.Headers.Accept.ParseAdd("application/openmetrics-text; version=1.0.0");
        asked.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await _http.SendAsync(asked, Cancel);
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        using var unpacked = new StreamReader(new System.IO.Compression.GZipStream(await answer.Content.ReadAsStreamAsync(Cancel), System.IO.Compression.CompressionMode.Decompress));
        var open = await unpacked.ReadToEndAsync(Cancel);
        Assert.EndsWith("# EOF\n", open, StringComparison.Ordinal);
        Assert.Contains("# UNIT vizpipeline_stage_busy_seconds seconds\n", open, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(address, "/"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _http.PostAsync(address, content: null, Cancel)).StatusCode);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    [Fact]
    public async Task A_port_in_use_is_said_before_any_work()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = listener.LocalEndpoint.ToString();
        var result = await Viz.RunAsync(["demo", "--home", _folder["home"], "--metrics", endpoint!], _folder.Path);
        Assert.Equal((4, $"viz: metrics cannot be shown at {endpoint}: the port is in use; --metrics names another place, port 0 any free port\n"), (result.ExitCode, result.Errors));
        Assert.False(Directory.Exists(_folder["home"]));
    }

    private static void EveryKnownSeriesIsThere(Scraped scraped)
    {
        Assert.Empty(scraped.Names.Intersect(MetricNames.OfService.Select(metric => metric.Name)));
        foreach (var metric in MetricNames.All.Except(MetricNames.OfService))
        {
            var name = metric.Kind == MetricKind.Histogram ? metric.Name + "_count" : metric.Name;
            Assert.True(metric.Known.IsEmpty ? scraped.Names.Contains(name) || metric == MetricNames.QuotaRemaining || metric == MetricNames.Windows : metric.Known.All(labels => scraped.Samples.Contains((name, labels))), name);
        }
    }

    private static void NothingGoesBack(Scraped before, Scraped after)
    {
        var counters = MetricNames.All.Where(metric => metric.Kind != MetricKind.Gauge).Select(metric => metric.Kind == MetricKind.Counter ? metric.Name : metric.Name + "_count").ToHashSet();
        Assert.All(before.Samples.Where(sample => counters.Contains(sample.Name)), sample => Assert.True(after[sample] >= before[sample], $"{sample.Name}{{{sample.Labels}}}"));
    }

    private async Task<Scraped> ScrapeAsync(Uri address)
    {
        var text = await _http.GetStringAsync(address, Cancel);
        Assert.All((string[])[ProviderDoubles.Jwt, ProviderDoubles.Token, WebhookReceiver.Secret, "hidden-in-the-path"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        return Scraped.Read(text);
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardError.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("metrics: ", StringComparison.Ordinal)) return new(line["metrics: ".Length..]);
        }

        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"it named no address, and ended with {process.ExitCode}"));
    }
}
