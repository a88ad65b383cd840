using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Shows what a backfill would do. The plan is the planner's own; nothing is touched.</summary>
internal sealed class DryRun(Invocation call, Wiring wiring, IReadings readings)
{
    public async Task<ExitCode> ShowAsync(RunChoice choice, CancellationToken cancel)
    {
        var report = await LookAsync(choice, cancel);
        if (call.WantsJson) call.Output.Json(report.Document());
        else foreach (var line in report.Text()) call.Output.Line(line);
        return ExitCode.Clean;
    }

    public async Task<DryRunReport> LookAsync(RunChoice choice, CancellationToken cancel)
    {
        await using var home = SeenHome.Open(wiring.Home);
        var (ports, options) = (wiring.Ports(readings, home.Ledger, home.Pins, home.Names), wiring.LookingOptions);
        var plan = await new Backfill(ports, options).PlanAsync(choice, cancel);
        var report = await new Inspection(ports, options).LookAsync(plan, cancel);
        var lines = plan.Counts.Select(pair => new PlanLine(pair.Key.Sensor, pair.Key.Kind, pair.Value, report.Findings[pair.Key])).ToList();
        var rows = lines.Select(line => line.Found.Rows).DefaultIfEmpty(1).Max();
        var seconds = lines.Sum(line => line.Found.Seconds) / call.Around.Cores;
        return new DryRunReport(
            lines,
            report.Readings,
            seconds,
            RoadMemory.Bound(options, choice.Sensors.Length, rows),
            PublishForecast.Of(call, lines, choice, seconds));
    }
}
