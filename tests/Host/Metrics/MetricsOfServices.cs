using System.Net;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What only a service tells: how it stands.</summary>
public sealed class MetricsOfServices : IDisposable
{
    private static readonly Instant Noon = MadeSource.Start + Duration.FromHours(36);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_door_shows_them_whether_or_not_a_port_of_their_own_does()
    {
        using var folder = new TempFolder();
        await using var serving = await ServingProcess.StartAsync(folder, "run", "--home", "home");
        var text = await serving.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel);
        Assert.Contains("\nvizpipeline_service_heartbeat_timestamp_seconds ", text, StringComparison.Ordinal);
        Assert.Contains("\nvizpipeline_stage_items_total{outcome=\"ok\",stage=\"render\"} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_service_shows_its_heartbeat_its_backlog_and_what_it_does_without()
    {
        await using var service = await MeasuredService.StartAsync(_folder, _folder["readings.db"], Noon);
        await service.MoveToAsync(Noon + Duration.FromMinutes(20));
        var away = await ScrapeAsync(service.Metrics);
        Assert.Equal(0, away["vizpipeline_dependency_up", ("dependency", "readings")]);
        Assert.InRange(away["vizpipeline_service_heartbeat_timestamp_seconds"], Noon.ToUnixTimeSeconds(), (Noon + Duration.FromMinutes(20)).ToUnixTimeSeconds());

        MadeSource.Write(_folder["readings.db"], days: 2);
        await service.MoveToAsync(Noon + Duration.FromHours(2));
        var back = await ScrapeAsync(service.Metrics);
        Assert.Equal(1, back["vizpipeline_dependency_up", ("dependency", "readings")]);
        Assert.Equal(1, back["vizpipeline_dependency_up", ("dependency", "home")]);
        Assert.Equal(0, back["vizpipeline_service_backlog_windows"]);
        Assert.True(back["vizpipeline_service_heartbeat_timestamp_seconds"] > away["vizpipeline_service_heartbeat_timestamp_seconds"]);
    }

    [Fact]
    public async Task Each_figure_is_that_of_the_state_at_the_moment_and_nothing_is_told_before_there_is_one()
    {
        await using var telemetry = await Telemetry.StartAsync(StageDefaults.Road(2), new IPEndPoint(IPAddress.Loopback, 0), hasOtlp: false, SystemClock.Instance, Cancel);
        Assert.Empty((await ScrapeAsync(telemetry.Address!)).Names.Intersect(MetricNames.OfService.Select(metric => metric.Name)));

        var state = new ServiceState(Noon, Noon, Working: null, NextDue: null, CaughtUp: false, Backlog: null, Published: 0, PerMinute: 0, Dependencies: []);
        telemetry.Serve(() => state);
        var first = await ScrapeAsync(telemetry.Address!);
        Assert.Equal(Noon.ToUnixTimeSeconds(), first["vizpipeline_service_heartbeat_timestamp_seconds"]);
        Assert.Equal(double.NaN, first["vizpipeline_service_backlog_windows"]);
        Assert.DoesNotContain("vizpipeline_dependency_up", first.Names);

        state = state with
        {
            Heartbeat = Noon + Duration.FromMilliseconds(1500),
            Backlog = 24,
            Dependencies = [new("cloudflare", IsUp: true, Why: null, Noon, NextTry: null), new("pinata", IsUp: false, "nobody answers", Noon, Noon + Duration.FromMinutes(1))],
        };
        var then = await ScrapeAsync(telemetry.Address!);
        Assert.Equal(Noon.ToUnixTimeSeconds() + 1.5, then["vizpipeline_service_heartbeat_timestamp_seconds"]);
        Assert.Equal(24, then["vizpipeline_service_backlog_windows"]);
        Assert.Equal((1, 0), (then["vizpipeline_dependency_up", ("dependency", "cloudflare")], then["vizpipeline_dependency_up", ("dependency", "pinata")]));
    }

    private async Task<Scraped> ScrapeAsync(Uri address) => Scraped.Read(await _http.GetStringAsync(address, Cancel));
}
