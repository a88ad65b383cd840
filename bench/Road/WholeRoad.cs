using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The road as <c>viz backfill</c> runs it, from a new ledger to the last commit; without the gallery.</summary>
internal sealed record WholeRoad(RoadWorks Works)
{
    // As viz has it unless told otherwise.
    private const long PictureCacheBytes = 64L << 20;

    public static readonly ImmutableArray<WindowKind> AllKinds = [.. Enum.GetValues<WindowKind>()];
    public static readonly ImmutableArray<WindowKind> WithoutCumulative = [WindowKind.Daily, WindowKind.Hourly];

    public ImmutableArray<WindowKind> Kinds { get; init; } = AllKinds;

    public LocalDate First { get; init; } = MadeReadings.First;

    public LocalDate Last { get; init; } = Works.Last;

    /// <summary>Null for those of the works.</summary>
    public IReadings? Readings { get; init; }

    /// <summary>Made anew for every run, with whatever it remembers.</summary>
    public Func<IPainter> Painter { get; init; } = () => new StripPainter(PictureCacheBytes);

    public RoadLimits Limits { get; init; } = StageDefaults.Road(Environment.ProcessorCount);

    public IRunObserver Observer { get; init; } = new RunOptions().Observer;

    /// <summary>Hears of the ledger when it is open, and that it will be closed.</summary>
    public (Func<ILedger, Task> Opened, Func<Task> Closing) Ledger { get; init; } = (_ => Task.CompletedTask, () => Task.CompletedTask);

    public int Pictures => Works.Pictures(Kinds, First, Last);

    public async Task RunAsync(string home, IPinStore pins)
    {
        var tally = new RoadTally();
        BackfillReport report;
        await using (var ledger = SqliteLedger.Open(Path.Combine(home, "ledger.db")))
        await using (var names = LocalNames.Open(Path.Combine(home, "index.db")))
        {
            var ports = new RoadPorts
            {
                Readings = Readings ?? Works.Readings,
                Painter = Painter(),
                Pins = pins,
                Names = names,
                Ledger = ledger,
                WindowNames = new WindowNames(Works.Calendar, station: null),
                Calendar = Works.Calendar,
            };
            var options = new RoadOptions { Limits = Limits, WorkFile = Path.Combine(home, "strips") };
            var choice = new RunChoice { Sensors = MadeReadings.Sensors, AllSensors = MadeReadings.Sensors, Kinds = Kinds, First = First, Last = Last };
            await Ledger.Opened(ledger);
            report = await new Backfill(ports, options).RunAsync(choice, tally, _ => { }, Observer, StopSignals.Never);
            await Ledger.Closing();
        }

        if (tally.Published != Pictures || report.Faults.Any())
            throw new InvalidOperationException($"{tally.Published} of {Pictures} pictures: {string.Join("; ", report.Faults)}");
    }
}
