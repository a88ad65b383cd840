using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What only the readings and the clock can tell of recorded windows.</summary>
internal sealed record SourceLook(Plan Plan, InspectionReport Report)
{
    public long Open => Plan.Counts.Values.Sum(counts => counts.Open);

    /// <summary>Windows that the ledger has as planned and that have not ended.</summary>
    public long OpenPlanned => Plan.Counts.Values.Sum(counts => counts.OpenKnown);

    public StaleCount Stale((string Sensor, WindowKind Kind) series) =>
        Report.Findings.TryGetValue(series, out var found) ? new(found.StaleDone, found.StaleEmpty) : default;

    /// <exception cref="SourceException">The source cannot be read.</exception>
    public static async Task<SourceLook> TakeAsync(Invocation call, Wiring wiring, SeenHome home, CancellationToken cancel)
    {
        var readings = wiring.Readings();
        var (ports, options) = (wiring.Ports(readings, home.Ledger, home.Pins, home.Names), wiring.LookingOptions);
        var sensors = await wiring.SensorsAsync(readings, cancel);
        var choice = new RunChoice { AllSensors = sensors, Sensors = sensors, Anchor = call.Settings.CumulativeStart };
        var plan = await new Backfill(ports, options).PlanAsync(choice, cancel);
        return new SourceLook(plan, await new Inspection(ports, options).LookAsync(plan, cancel));
    }
}

/// <summary>Windows whose input is no longer what they were recorded from.</summary>
internal readonly record struct StaleCount(long Done, long Empty)
{
    public long Total => Done + Empty;
}
