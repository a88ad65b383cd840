using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What every piece of the service's work works with.</summary>
internal sealed class WorkFloor
{
    public required RoadCalls Road { get; init; }

    public required Schedule Schedule { get; init; }

    public required ILedger Ledger { get; init; }

    public required SpanMemory Memory { get; init; }

    public required Output Output { get; init; }

    public required IClock Clock { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Counts everything since the service began.</summary>
    public required RoadTally Tally { get; init; }

    public required IReadings Readings { get; init; }

    /// <summary>Which of the configured sensors the source has a place for.</summary>
    public required Func<CancellationToken, ValueTask<ImmutableArray<Sensor>>> Sensors { get; init; }

    /// <summary>Days before today whose readings may still come or change.</summary>
    public required int LookBack { get; init; }

    /// <summary>Where cumulative windows begin; null for the ledger's anchor.</summary>
    public required LocalDate? Anchor { get; init; }

    /// <summary>Hears of days, both dates inclusive, whose windows may have changed.</summary>
    public Action<LocalDate, LocalDate> Touched { get; init; } = (_, _) => { };

    /// <summary>All sensors and intervals; sensors are known once <see cref="FindSensorsAsync"/> has succeeded.</summary>
    public RunChoice Choice { get; private set; } = new() { AllSensors = [], Sensors = [] };

    public LocalDate Today() => Schedule.Calendar.DayOf(Clock.GetCurrentInstant()).Date;

    /// <summary>The local date of a window that ends then.</summary>
    public LocalDate DateOf(Instant end) => Schedule.Calendar.DayOf(end - Duration.FromTicks(1)).Date;

    public LocalDate LookBackTo() => Today().PlusDays(-LookBack);

    /// <summary>Asks the source again, because columns may come while the service runs; false where it does not answer.</summary>
    public Task<bool> FindSensorsAsync(StopSignals stop) => Road.TryAsync(
        async () =>
        {
            var sensors = await Sensors(stop.Drain);
            Choice = new() { AllSensors = sensors, Sensors = sensors, Kinds = [.. Schedule.Kinds.Order()], Anchor = Anchor };
            Memory.SettledBefore = LookBackTo();
        },
        stop);
}
