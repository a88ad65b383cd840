using NodaTime;
using VizPipeline.Doubles;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A real backfill and a real service to which everything happens that alerts are there for, before a real Prometheus for which minutes and hours are seconds.</summary>
public sealed class RealAlerts : IDisposable
{
    private const string Heartbeat = "ServiceHeartbeatMissing";

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_alert_fires_when_what_it_is_for_happens()
    {
        await using var doubles = await ProviderDoubles.StartAsync(Latency);
        await using var prometheus = await PrometheusServer.StartAsync(Hurried);
        doubles.Pinata.Faults = FaultScript.Always(new WrongCidFault()).On(ProviderCall.Upload);
        doubles.Cloudflare.Faults = FaultScript.Always(new PartialFault(Every: 7)).On(ProviderCall.BulkPut);
        await using var run = await MeasuredRun.BackfillAsync(_folder, doubles, ("PINATA_REQUESTS_PER_MINUTE", "3000"), ("OUTAGE_WAIT", "1"));
        prometheus.LookAt(run.Metrics);
        await HaveFiredAsync("CidMismatch", "KvPartialFailure", "StageSaturated", "QuotaExhaustionPredicted");

        HaveFailedInFourRuns();
        doubles.Pinata.Faults = FaultScript.Always(new StatusFault(422)).On(ProviderCall.Upload);
        doubles.Cloudflare.Faults = FaultScript.None;
        await HaveFiredAsync("DeadWindowsGrowing");

        // Every second request, so that it is not taken for an outage in which nothing would be asked any more.
        doubles.Pinata.Faults = FaultScript.Listed([.. Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? new StatusFault(503) : null)]);
        await HaveFiredAsync("ProviderErrorBudgetBurn");

        doubles.Pinata.Faults = FaultScript.Always(new StatusFault(503));
        await HaveFiredAsync("WindowsFailing");

        // The outage must be seen to be over: during one, all but the one that probes would fail at once, and none would hang.
        var uploaded = Uploaded();
        doubles.Pinata.Faults = FaultScript.None;
        await prometheus.UntilAsync(() => Task.FromResult(Uploaded() > uploaded), () => "an upload after the outage");
        doubles.Pinata.Faults = FaultScript.Always(new DelayFault(TimeSpan.FromHours(1), FaultMoment.BeforeBody));
        await HaveFiredAsync("BackfillStalled");

        await run.KillAsync();
        await HaveFiredAsync("BackfillEndedEarly");

        await using var service = await MeasuredService.StartAsync(_folder, _folder["nothing.db"], SystemClock.Instance.GetCurrentInstant());
        prometheus.LookAt(service.Metrics);
        await HaveFiredAsync("DependencyDown");

        // Its clock stands still, and so does its loop; then it is moved far ahead; then there is no loop.
        await prometheus.UntilAsync(() => prometheus.IsFiringAsync(Heartbeat), () => $"{Heartbeat} of a loop that stands still");
        await service.MoveToAsync(SystemClock.Instance.GetCurrentInstant() + Duration.FromHours(1));
        await prometheus.UntilAsync(async () => !await prometheus.IsFiringAsync(Heartbeat), () => $"an end of {Heartbeat}");
        await service.KillAsync();
        await prometheus.UntilAsync(() => prometheus.IsFiringAsync(Heartbeat), () => $"{Heartbeat} of a service that is gone");
        await HaveFiredAsync([.. AlertFile.Rules.Select(rule => rule.Name)]);

        int Uploaded() => doubles.Pinata.Exchanges.Count(exchange => exchange is { Call: ProviderCall.Upload, Status: >= 200 and < 300 });

        async Task HaveFiredAsync(params string[] names)
        {
            List<string> missing = [.. names];
            await prometheus.UntilAsync(
                async () =>
                {
                    missing = [.. names.Except(await prometheus.FiredAsync())];
                    return missing.Count == 0;
                },
                () => $"firing of {string.Join(", ", missing)}");
        }
    }

    // The next failure of any window that is still to be drawn is then its fifth.
    private void HaveFailedInFourRuns()
    {
        using var ledger = SqliteFile.OpenOwn(Path.Combine(_folder["home"], "ledger.db"));
        SqliteFile.Execute(ledger, "UPDATE windows SET attempts = 4 WHERE attempts < 4");
    }

    // The time that a run has left is as short as everything else here.
    private static string Hurried => PromQl.Shortened(AlertFile.Text, "10s")
        .Replace("for: 10s", "for: 1s", StringComparison.Ordinal)
        .Replace("timestamp_seconds > 900", "timestamp_seconds > 10", StringComparison.Ordinal)
        .Replace("eta_seconds > 3600", "eta_seconds > 10", StringComparison.Ordinal)
        .Replace("eta_seconds[10s]) > 300", "eta_seconds[10s]) > 10", StringComparison.Ordinal);
}
