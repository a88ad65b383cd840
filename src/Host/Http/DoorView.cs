using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Everything that the door shows, and whom it leaves work for.</summary>
internal sealed record DoorView
{
    /// <summary>The home folder as it is now.</summary>
    public required Func<HomeView> Home { get; init; }

    /// <summary>Where the world reads what the newest pictures are: the index at home, or the provider's where uploading is on.</summary>
    public required Func<string, CancellationToken, ValueTask<string?>> FindName { get; init; }

    public required LocalCalendar Calendar { get; init; }

    public required WindowNames Names { get; init; }

    /// <summary>Those known when it opened.</summary>
    public required ImmutableArray<Sensor> Sensors { get; init; }

    /// <summary>Opened when first asked.</summary>
    public required IReadings Readings { get; init; }

    /// <summary>Pixels a logical pixel of published pictures.</summary>
    public required int Scale { get; init; }

    /// <summary>Where cumulative windows begin, if a setting says so.</summary>
    public required LocalDate? Anchor { get; init; }

    public required IClock Clock { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>All metrics as they are now; null where they are turned off.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<MetricFamily>?>> Metrics { get; init; }

    /// <summary>What a backfill would do; changes nothing.</summary>
    public required Func<RunChoice, CancellationToken, Task<DryRunReport>> Forecast { get; init; }

    /// <summary>Tells the operator what went wrong behind an answer of 500.</summary>
    public required Action<string> Warn { get; init; }

    /// <summary>The home's own folder for files on their way, which only a service may write; null where there is none.</summary>
    public string? Work { get; init; }

    /// <summary>The service behind the door; null where none runs, so that nothing can be asked of it.</summary>
    public IDesk? Desk { get; init; }

    /// <summary>The view of a command that has opened a home.</summary>
    /// <param name="call">The command.</param>
    /// <param name="wiring">Of its settings.</param>
    /// <param name="home">Gives the home as it is at the moment.</param>
    /// <param name="findName">Reads the index that the world reads.</param>
    /// <param name="telemetry">Of the command.</param>
    public static DoorView Of(Invocation call, Wiring wiring, Func<HomeView> home, Func<string, CancellationToken, ValueTask<string?>> findName, Telemetry telemetry)
    {
        var readings = new LateReadings(wiring.Readings);
        return new()
        {
            Home = home,
            FindName = call.Settings.Publish.IsOn ? new RecentNames(TimeProvider.System, findName).FindAsync : findName,
            Calendar = wiring.Calendar,
            Names = wiring.Names,
            Sensors = wiring.Sensors,
            Readings = readings,
            Scale = call.Settings.Scale,
            Anchor = call.Settings.CumulativeStart,
            Clock = call.Clock,
            Time = TimeProvider.System,
            Metrics = telemetry.LookAsync,
            Forecast = (choice, cancel) => new DryRun(call, wiring, readings).LookAsync(choice, cancel),
            Warn = call.Output.Warn,
            Work = wiring.Home.Work,
        };
    }
}

/// <summary>What of a home folder is read through the door.</summary>
internal sealed record HomeView(ILedger Ledger, INameIndex Names, LocalPins Pins);
