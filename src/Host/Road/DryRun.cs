using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Shows what a backfill would do. The plan is the planner's own; nothing is touched.</summary>
internal sealed class DryRun(Invocation call, Wiring wiring, IReadings readings)
{
    public async Task<ExitCode> ShowAsync(RunChoice choice, CancellationToken cancel)
    {
        await using var home = SeenHome.Open(wiring.Home);
        var (ports, options) = (wiring.Ports(readings, home.Ledger, home.Pins, home.Names), wiring.LookingOptions);
        var plan = await new Backfill(ports, options).PlanAsync(choice, cancel);
        var report = await new Inspection(ports, options).LookAsync(plan, cancel);
        var lines = plan.Counts.Select(pair => new PlanLine(pair.Key.Sensor, pair.Key.Kind, pair.Value, report.Findings[pair.Key])).ToList();
        var rows = lines.Select(line => line.Found.Rows).DefaultIfEmpty(1).Max();
        var totals = new PlanTotals(
            report.Readings,
            lines.Sum(line => line.Found.ToDraw),
            lines.Sum(line => line.Found.Bytes),
            lines.Sum(line => line.Found.Seconds) / call.Around.Cores,
            RoadMemory.Bound(options, choice.Sensors.Length, rows));
        var publishing = PublishForecast.Of(call, lines, choice, totals.Seconds);
        if (call.WantsJson) call.Output.Json(Document(lines, totals, publishing));
        else Write(lines, totals, publishing);
        return ExitCode.Clean;
    }

    private void Write(List<PlanLine> lines, PlanTotals totals, PublishForecast? publishing)
    {
        IReadOnlyList<string> head = ["SENSOR", "INTERVAL", "WINDOWS", "DONE", "EMPTY", "FAILED", "DEAD", "OPEN", "STALE", "TO DRAW", "WITHOUT READINGS"];
        foreach (var row in Columns.Of([head, .. lines.Select(line => line.Row())])) call.Output.Line(row);
        call.Output.Line($"readings: {totals.Readings:N0}");
        call.Output.Line($"to draw: {totals.ToDraw:N0} pictures, about {Sizes.Text(totals.Bytes)}, about {Durations.Text(TimeSpan.FromSeconds(totals.Seconds))}");
        call.Output.Line($"memory: at most {Sizes.Text(totals.Memory)}");
        foreach (var line in publishing?.Lines() ?? []) call.Output.Line(line);
        call.Output.Line("nothing was changed");
    }

    private static object Document(List<PlanLine> lines, PlanTotals totals, PublishForecast? publishing) => new
    {
        plan = lines.Select(line => line.Document()),
        readings = totals.Readings,
        toDraw = totals.ToDraw,
        estimatedBytes = totals.Bytes,
        estimatedSeconds = Math.Round(totals.Seconds, 1),
        memoryBound = totals.Memory,
        publishing = publishing?.Document(),
    };

    private sealed record PlanTotals(long Readings, long ToDraw, long Bytes, double Seconds, long Memory);
}
