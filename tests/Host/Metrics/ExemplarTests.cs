using System.Diagnostics;
using System.Net;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class ExemplarTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_item_names_its_trace_in_OpenMetrics_alone()
    {
        using var source = new ActivitySource("VizPipeline.Tests.Exemplars");
        using var listener = new ActivityListener { ShouldListenTo = other => other.Name == source.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        await using var telemetry = await Telemetry.StartAsync(StageDefaults.Road(2), new IPEndPoint(IPAddress.Loopback, 0), hasOtlp: false, SystemClock.Instance, Cancel);

        string trace;
        using (var activity = source.StartActivity("render"))
        {
            trace = $"trace_id=\"{activity!.TraceId}\",span_id=\"{activity.SpanId}\"";
            telemetry.Observer.Left(new StageInfo("render", 2, StageLimits.OneAtATime), TimeSpan.FromSeconds(0.75), TimeSpan.Zero, Verdict.Done);
        }

        telemetry.Observer.Left(new StageInfo("render", 2, StageLimits.OneAtATime), TimeSpan.FromSeconds(7), TimeSpan.Zero, Verdict.Done);
        Assert.DoesNotContain("trace_id", await ReadAsync(telemetry.Address!, "text/plain"), StringComparison.Ordinal);
        var lines = (await ReadAsync(telemetry.Address!, "application/openmetrics-text")).Split('\n').Where(line => line.Contains("trace_id", StringComparison.Ordinal));
        Assert.StartsWith($"vizpipeline_stage_duration_seconds_bucket{{stage=\"render\",le=\"1.0\"}} 1 # {{{trace}}} 0.75 ", Assert.Single(lines), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(Uri address, string accept)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        return await http.GetStringAsync(address, Cancel);
    }
}
