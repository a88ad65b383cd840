using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A backfill that publishes to doubles which now and then do wrong, a service, and a Prometheus that looks at both. Shared by the tests that ask Prometheus.</summary>
public sealed class WatchedBackfill : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<IAsyncDisposable> _running = [];

    internal PrometheusServer Prometheus { get; private set; } = null!;

    internal MeasuredRun Run { get; private set; } = null!;

    internal MeasuredRun Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var doubles = Begun(await ProviderDoubles.StartAsync(TimeSpan.FromMilliseconds(100)));
        doubles.Pinata.Faults = Doubles.FaultScript.Seeded(seed: 5, share: 0.02);
        Prometheus = Begun(await PrometheusServer.StartAsync());
        Run = Begun(await MeasuredRun.BackfillAsync(_folder, doubles));
        Service = Begun(await MeasuredRun.StartAsync(["run", "--source", MadeSource.Write(_folder["few.db"], days: 2), "--home", _folder["kept"], "--interval", "daily"], _folder));
        Prometheus.LookAt(Run.Metrics, Service.Metrics);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_running)) await one.DisposeAsync();
        _folder.Dispose();
    }

    private T Begun<T>(T one)
        where T : IAsyncDisposable
    {
        _running.Add(one);
        return one;
    }
}
