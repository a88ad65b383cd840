using System.Text.Json;
using VizPipeline.Doubles;
using VizPipeline.Host;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real backfill that publishes to the doubles, and what an OTLP receiver gets of it.</summary>
public sealed class TracesOfBackfills : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_stage_and_item_has_a_span_below_its_request_and_every_provider_call_one_below_a_stage()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        doubles.Pinata.Faults = FaultScript.Listed(new StatusFault(422));
        await using var receiver = await OtlpReceiver.StartAsync();
        var result = await BackfillAsync([.. doubles.Environment, .. receiver.Environment, ("VIZ_TRACE_SAMPLE", "1")], "--json", "--log", "json");
        Assert.True(result.ExitCode == 1, result.ToString());

        var spans = receiver.Spans();
        var byId = spans.ToDictionary(span => span.SpanId);
        var request = Assert.Single(spans, span => span.IsRoot);
        Assert.Equal((ItemSampler.OfRequest, "2025-10-24"), (request.Name, request["vizpipeline.item"]));
        Assert.All(spans, span => Assert.Equal(request.TraceId, span.TraceId));
        Assert.All(spans, span => Assert.True(span.Start <= span.End));
        foreach (var (above, stage) in RoadWatch.Names.Prepend(ItemSampler.OfRequest).Zip(RoadWatch.Names))
            Assert.All(spans.Where(span => span.Name == stage), span => Assert.Equal(above, byId[span.ParentId].Name));

        using var summary = JsonDocument.Parse(result.Output);
        foreach (var stage in summary.RootElement.GetProperty("stages").EnumerateArray())
            Assert.Equal(stage.GetProperty("items").GetInt32(), spans.Count(span => span.Name == stage.GetProperty("stage").GetString()));

        var failed = Assert.Single(spans, span => span.Error.Length > 0 && span.Scope == "VizPipeline");
        Assert.Equal(("pin", "unavailable"), (failed.Name, failed["error.type"]));
        Assert.Equal(summary.RootElement.GetProperty("failures")[0].GetProperty("window").GetString(), failed["vizpipeline.item"]);

        // Its line in the log leads to the span.
        var told = Assert.Single(JsonLines.Of(result.Errors), line => line.GetProperty("event").GetString() == "window.failed");
        Assert.Equal((failed.TraceId, failed.SpanId), (told.GetProperty("trace_id").GetString(), told.GetProperty("span_id").GetString()));

        var uploads = spans.Where(span => span.Scope == Tracing.OfRequests && span["server.port"] == $"{doubles.Pinata.Address.Port}").ToList();
        Assert.Equal(doubles.Pinata.Exchanges.Length, uploads.Count);
        Assert.All(uploads, span => Assert.Equal("pin", byId[span.ParentId].Name));
        Assert.All(uploads, span => Assert.Contains(span["http.response.status_code"], (string[])["200", "422"]));
        Assert.Contains(spans, span => span.Scope == Tracing.OfRequests && byId[span.ParentId].Name == "commit" && span["http.request.method"] == "PUT");
    }

    [Fact]
    public async Task Without_a_share_only_the_request_is_told()
    {
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        await using var receiver = await OtlpReceiver.StartAsync();
        var result = await BackfillAsync([.. doubles.Environment, .. receiver.Environment, ("VIZ_TRACE_SAMPLE", "0")]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal([ItemSampler.OfRequest, "query"], receiver.Spans().Select(span => span.Name).Order(StringComparer.Ordinal).Reverse());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_provider_and_a_webhook_are_told_of_the_trace_only_when_asked(bool isAsked)
    {
        await using var parrot = await SmallServer.StartAsync(503, "");
        await using var doubles = await ProviderDoubles.StartAsync(TimeSpan.Zero);
        await using var hook = await WebhookReceiver.StartAsync();
        await using var receiver = await OtlpReceiver.StartAsync();
        var result = await BackfillAsync(
            [
                .. doubles.Environment, .. receiver.Environment, ("VIZ_TRACE_SAMPLE", "1"), ("VIZ_TRACE_HEADERS", isAsked ? "true" : "false"), ("OUTAGE_WAIT", "0"),
                ("PINATA_UPLOAD_URL", parrot.Address.OriginalString),
                ("WEBHOOK_URL", hook.Address.OriginalString), ("WEBHOOK_SECRET", WebhookReceiver.Secret), ("WEBHOOK_ALLOW_HTTP", "true"), ("WEBHOOK_ALLOW_PRIVATE", "true"),
            ]);
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.NotEmpty(parrot.Seen);
        Assert.NotEmpty(hook.Deliveries);
        var traces = receiver.Spans().Select(span => span.TraceId).ToHashSet();
        Assert.All(parrot.Seen, request => Assert.Equal(isAsked, traces.Contains(request.TraceParent.Split('-').ElementAtOrDefault(1) ?? "")));
        Assert.All(hook.Deliveries, delivery => Assert.Equal(isAsked, delivery.Headers.ContainsKey("traceparent")));
    }

    private async Task<CommandResult> BackfillAsync((string, string?)[] environment, params string[] more) => await Viz.RunAsync(
        ["backfill", "--source", MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600), "--home", _folder["home"], .. more], _folder.Path, environment);
}
