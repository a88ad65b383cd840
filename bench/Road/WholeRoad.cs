using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The road as <c>viz backfill</c> runs it, from a new ledger to the last commit; without the gallery.</summary>
internal static class WholeRoad
{
    public static async Task RunAsync(RoadWorks works, string home, IPinStore pins, IRunObserver observer)
    {
        var tally = new RoadTally();
        BackfillReport report;
        await using (var ledger = SqliteLedger.Open(Path.Combine(home, "ledger.db")))
        await using (var names = LocalNames.Open(Path.Combine(home, "index.db")))
        {
            var ports = new RoadPorts
            {
                Readings = works.Readings,
                Painter = new StripPainter(),
                Pins = pins,
                Names = names,
                Ledger = ledger,
                WindowNames = new WindowNames(works.Calendar, station: null),
                Calendar = works.Calendar,
            };
            var options = new RoadOptions { Limits = StageDefaults.Road(Environment.ProcessorCount), WorkFile = Path.Combine(home, "strips") };
            var choice = new RunChoice { Sensors = MadeReadings.Sensors, AllSensors = MadeReadings.Sensors };
            report = await new Backfill(ports, options).RunAsync(choice, tally, _ => { }, observer, StopSignals.Never);
        }

        if (tally.Published != works.Pictures || report.Faults.Any())
            throw new InvalidOperationException($"{tally.Published} of {works.Pictures} pictures: {string.Join("; ", report.Faults)}");
    }

    public static LocalPins Files(string home) => new(Path.Combine(home, "pictures"), Path.Combine(home, "work"));
}
