using System.Collections.Immutable;
using System.Net;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A ledger seen through a real door on a free port.</summary>
internal static class SeenThroughDoor
{
    /// <summary>On loopback, open to read, with nothing behind it but the folder.</summary>
    public static Task<Door> OpenAsync(ILedger ledger, string folder, LocalCalendar calendar, ImmutableArray<Sensor> sensors, CancellationToken cancel) =>
        Door.OpenAsync(new(IPAddress.Loopback, 0), new(), ViewOf(ledger, folder, calendar, sensors), cancel);

    public static DoorView ViewOf(ILedger ledger, string folder, LocalCalendar calendar, ImmutableArray<Sensor> sensors)
    {
        var paths = new HomePaths(folder);
        var home = new HomeView(ledger, new EmptyNames(), new LocalPins(paths.Pictures, paths.Work));
        return new()
        {
            Home = () => home,
            FindName = (_, _) => ValueTask.FromResult<string?>(null),
            Calendar = calendar,
            Names = new(calendar, station: null),
            Sensors = sensors,
            Readings = new SqliteReadings(paths.Readings, new WideLayout()),
            Scale = 4,
            Anchor = null,
            Clock = SystemClock.Instance,
            Time = TimeProvider.System,
            Metrics = _ => Task.FromResult<IReadOnlyList<MetricFamily>?>(null),
            Forecast = (_, _) => throw new SourceException("there are no readings here"),
            Warn = problem => throw new InvalidOperationException(problem),
        };
    }
}
