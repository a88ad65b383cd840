using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Makes some readings and draws everything, so that there is something to see.</summary>
internal sealed class DemoVerb : Verb
{
    private const int MostDays = 3660;
    private static readonly Option<int> Days = new("--days") { Description = "How many days of readings", HelpName = "n", DefaultValueFactory = _ => 7 };

    public override string Name => "demo";

    public override string Description => "Makes a week of readings of three sensors, draws every picture of it, and writes the gallery";

    public override ImmutableArray<string> Examples => ["viz demo", "viz demo --days 30 --home demo-month"];

    public override ImmutableArray<Option> Options => [Days, GlobalOptions.Metrics, GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var (days, wiring) = (call.Value(Days), new Wiring(call.Settings, call.Clock, call.Output.Warn));
        if (days is < 1 or > MostDays) throw new UsageException($"--days {days}: it must be from 1 to {MostDays}");
        if (call.Settings.Source.Location is not SourceLocation.Embedded) throw new UsageException("the demo makes readings of its own in the home folder; run it without --source and VIZ_SOURCE");

        await using var telemetry = await Telemetry.BeginAsync(call, wiring.Limits);
        call.Output.Note($"making {days} days of readings up to {DemoReadings.LastDay:uuuu-MM-dd}");
        using (HomeLock.Take(wiring.Home.Folder, Name, call.Clock))
        {
            var embedded = new EmbeddedReadings(wiring.Home.Readings);
            if (!embedded.IsFreeForDemo()) throw new UsageException($"{wiring.Home.Readings} holds readings of your own; give the demo a home of its own: viz demo --home demo");

            embedded.MarkAsDemo();
            var added = new DemoReadings().WriteTo(embedded, days, call.Settings.Zone, call.Clock.GetCurrentInstant());
            call.Output.Note($"{added:N0} readings are new");
        }

        var readings = wiring.Readings();
        ImmutableArray<Sensor> sensors = [.. DemoReadings.Sensors.Select(wiring.SensorNamed)];
        var choice = new RunChoice { AllSensors = sensors, Sensors = sensors, Anchor = call.Settings.CumulativeStart };
        var outcome = await new RoadRun(call.AtHome(), Name, readings, telemetry).RunAsync(choice, int.MaxValue);
        RoadSummary.Show(call, outcome, wiring.Home);
        return outcome.Code(call.Stop);
    }
}
