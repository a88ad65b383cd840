using System.Net;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>What a run tells about itself while it lasts: to whoever reads its endpoint, and to an OTLP receiver where the environment names one.</summary>
internal sealed class Telemetry : IAsyncDisposable
{
    private readonly WindowCounts? _windows;
    private readonly RunMeter? _meter;
    private readonly ScrapeReader _scrapes = new();
    private readonly MeterProvider? _provider;
    private MetricsServer? _server;

    private Telemetry(RunFigures figures) => Figures = figures;

    private Telemetry(RunFigures figures, IClock clock, bool hasOtlp)
    {
        Figures = figures;
        _windows = new(TimeProvider.System);
        _meter = new(figures, _windows, clock);
        _provider = Aggregate(_scrapes, hasOtlp);
    }

    /// <summary>What the run counts, whoever looks.</summary>
    public RunFigures Figures { get; }

    /// <summary>Hears the run.</summary>
    public IRunObserver Observer => _meter is null ? Figures.Watch : new Observers(Figures.Watch, _meter);

    /// <summary>Hears its providers.</summary>
    public ProviderWatch Providers => Figures.Providers;

    /// <summary>Where metrics can be read; null for nowhere.</summary>
    public Uri? Address => _server?.Address;

    /// <summary>Counts without telling anybody.</summary>
    public static Telemetry Silent(RoadLimits limits) => new(new(limits, TimeProvider.System));

    /// <summary>As the settings and the environment want it.</summary>
    /// <param name="call">The command.</param>
    /// <param name="limits">Of the stages.</param>
    /// <param name="isShown">Whether somebody may look whatever the settings say: a door shows metrics, too.</param>
    /// <exception cref="IOException">The endpoint cannot be opened.</exception>
    public static async Task<Telemetry> BeginAsync(Invocation call, RoadLimits limits, bool isShown = false)
    {
        var hasOtlp = Otlp.IsWanted(call.Around.Environment, Otlp.Metrics);
        if (call.Settings.Metrics is null && !hasOtlp && !isShown) return Silent(limits);

        var telemetry = await StartAsync(limits, call.Settings.Metrics, hasOtlp, call.Clock, call.Stop.Drain);
        if (telemetry.Address is { } address) call.Output.Tell(Severity.Info, "metrics.shown", $"metrics: {address}", ("address", address));
        return telemetry;
    }

    /// <param name="limits">Of the stages.</param>
    /// <param name="at">Where metrics can be read; null for nowhere.</param>
    /// <param name="hasOtlp">Whether they are sent to where the environment says.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancel">Ends the beginning.</param>
    /// <exception cref="IOException">The endpoint cannot be opened.</exception>
    public static async Task<Telemetry> StartAsync(RoadLimits limits, IPEndPoint? at, bool hasOtlp, IClock clock, CancellationToken cancel)
    {
        var telemetry = new Telemetry(new(limits, TimeProvider.System), clock, hasOtlp);
        try
        {
            if (at is not null) telemetry._server = await MetricsServer.StartAsync(at, telemetry.LookAsync, cancel);
            return telemetry;
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    /// <summary>The store, measured if anybody wants to know.</summary>
    public IPinStore Measured(IPinStore pins) => _meter is null ? pins : new MeasuredPins(pins, ObservePicture);

    /// <summary>A picture of so many bytes goes to the store.</summary>
    public void ObservePicture(long bytes) => _meter?.ObservePicture(bytes);

    /// <summary>The run is a service, which stands as <paramref name="state"/> says at any time.</summary>
    public void Serve(Func<ServiceState> state) => _meter?.Serve(state);

    /// <summary>The home is open: its ledger may be asked until <see cref="CloseAsync"/>.</summary>
    public Task OpenAsync(ILedger ledger) => _windows?.OpenAsync(ledger, CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>The run has ended, well as a backfill at <paramref name="success"/> or otherwise.</summary>
    public async Task CloseAsync(Instant? success)
    {
        if (_windows is null) return;

        if (success is not null) _windows.LastSuccess = success;
        await _windows.CloseAsync();
    }

    /// <summary>All metrics as they are now; null where the SDK is turned off.</summary>
    public async Task<IReadOnlyList<MetricFamily>?> LookAsync(CancellationToken cancel)
    {
        if (_windows is not null) await _windows.RefreshAsync(cancel);
        return _scrapes.Look();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _provider?.Shutdown(Otlp.LongestFarewell);
        _provider?.Dispose();
        _meter?.Dispose();
        _windows?.Dispose();
        _scrapes.Dispose();
    }

    private static MeterProvider Aggregate(ScrapeReader scrapes, bool hasOtlp)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("vizpipeline", serviceVersion: RunMeter.Version))
            .AddMeter([.. MetricNames.All.Select(metric => metric.Meter).Distinct()])
            .AddView(instrument => MetricNames.All.FirstOrDefault(metric => metric.Instrument == instrument.Name) is not { } metric ? MetricStreamConfiguration.Drop
                : metric.Kind == MetricKind.Histogram ? new ExplicitBucketHistogramConfiguration { Boundaries = [.. metric.Bounds], RecordMinMax = false } : null)
            .SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddReader(new BaseExportingMetricReader(scrapes));
        return (hasOtlp ? builder.AddOtlpExporter(options => Otlp.Direct(options, Otlp.Metrics)) : builder).Build();
    }
}
