using System.Text.RegularExpressions;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

public partial class MetricNamesTests
{
    /// <summary>What dashboards and alerts are written against, with their labels.</summary>
    private static readonly string[] Promised =
    [
        "vizpipeline_stage_items_total{outcome,stage}", "vizpipeline_stage_in_flight{stage}", "vizpipeline_stage_queue_items{stage}", "vizpipeline_stage_queue_capacity{stage}",
        "vizpipeline_stage_workers{stage}", "vizpipeline_stage_busy_seconds_total{stage}", "vizpipeline_stage_blocked_seconds_total{stage}", "vizpipeline_stage_duration_seconds{stage}",
        "vizpipeline_stage_last_item_timestamp_seconds{stage}", "vizpipeline_item_latency_seconds{}",
        "vizpipeline_readings_total{}", "vizpipeline_readings_dropped_total{reason}", "vizpipeline_windows{state}", "vizpipeline_backfill_progress_ratio{}", "vizpipeline_backfill_eta_seconds{}",
        "vizpipeline_backfill_last_success_timestamp_seconds{}", "vizpipeline_picture_bytes{}",
        "vizpipeline_provider_requests_total{operation,outcome,provider}", "vizpipeline_provider_request_duration_seconds{operation,provider}", "vizpipeline_provider_retries_total{provider,reason}",
        "vizpipeline_provider_throttled_seconds_total{provider,reason}", "vizpipeline_provider_in_flight{provider}", "vizpipeline_provider_quota_remaining{provider}",
        "vizpipeline_provider_bytes_total{direction,provider}", "vizpipeline_batches_total{trigger}", "vizpipeline_kv_unsuccessful_keys_total{}", "vizpipeline_cid_mismatch_total{}", "vizpipeline_dedup_hits_total{}",
        "vizpipeline_service_heartbeat_timestamp_seconds{}", "vizpipeline_service_backlog_windows{}", "vizpipeline_dependency_up{dependency}",
        "vizpipeline_build_info{runtime,version}",
    ];

    [Fact]
    public void Every_metric_that_was_promised_is_made_and_no_other() => Assert.Equal(
        Promised.Order(StringComparer.Ordinal),
        MetricNames.All.Where(metric => metric.Meter == MetricNames.Meter).Select(metric => $"{metric.Name}{{{string.Join(',', metric.Labels.Order(StringComparer.Ordinal))}}}").Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_unique_and_well_formed()
    {
        Assert.Equal(MetricNames.All.Length, MetricNames.All.Select(metric => metric.Name).Distinct().Count());
        Assert.Equal(MetricNames.All.Length, MetricNames.All.Select(metric => metric.Instrument).Distinct().Count());
        Assert.All(MetricNames.All, metric => Assert.Matches(Form(), metric.Name));
        Assert.All(MetricNames.All, metric => Assert.False(metric.Help.EndsWith('.') || metric.Help.Length == 0, metric.Name));
    }

    [Fact]
    public void Known_series_have_the_labels_of_their_metric() => Assert.All(MetricNames.All, metric => Assert.All(metric.Known, labels =>
        Assert.Equal(metric.Labels.Order(StringComparer.Ordinal), labels.Labels.Select(label => label.Key))));

    [Fact]
    public void Words_of_labels_are_written_with_underscores() =>
        Assert.Equal(["upload", "find", "list", "delete", "get", "bulk_get", "put", "bulk_put"], LabelSet.Words<Storage.ProviderOperation>());

    [GeneratedRegex("^(vizpipeline|dotnet)(_[a-z]+)+$")]
    private static partial Regex Form();
}
