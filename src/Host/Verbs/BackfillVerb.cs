using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Draws and publishes everything that is missing.</summary>
internal sealed class BackfillVerb : Verb
{
    private static readonly Option<string> Start = new("--start-date") { Description = "The first local date, inclusive [the first reading's]", HelpName = "date" };
    private static readonly Option<string> End = new("--end-date") { Description = "The last local date, inclusive [the last reading's]", HelpName = "date" };
    private static readonly Option<string[]> SensorNames = new("--sensor") { Description = "Only this sensor; may be given several times [all]", HelpName = "name" };
    private static readonly Option<bool> NoResume = new("--no-resume") { Description = "Look at every window again, whatever the ledger says" };
    private static readonly Option<string> RetryWhat = new("--retry") { Description = "failed: what a plain run does; stale: instead of failed windows those whose readings changed since; all: every window", HelpName = "which" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the plan and touch nothing" };
    private static readonly Option<bool> NewestFirst = new("--newest-first") { Description = "Begin with the last day" };
    private static readonly Option<bool> IncludeOpen = new("--include-open") { Description = "Also draw windows that have not ended; they are looked at again next time" };
    private static readonly Option<int?> MaxFailures = new("--max-failures") { Description = "Carry on past this many failed windows, and end the run with one more [no limit]", HelpName = "n" };

    public override string Name => "backfill";

    public override string Description => "Draws and publishes every picture that is missing; may be stopped and run again at any point";

    public override ImmutableArray<string> Examples =>
    [
        "viz backfill",
        "viz backfill --start-date 2025-01-01 --end-date 2025-01-31 --sensor temperature --interval daily",
        "viz backfill --source postgres://reader@db.example/home --dry-run",
        "viz backfill --retry stale",
        "viz backfill --metrics 9464",
    ];

    public override ImmutableArray<Option> Options =>
        [Start, End, SensorNames, Intervals.Option, NoResume, RetryWhat, DryRun, NewestFirst, IncludeOpen, MaxFailures, GlobalOptions.Metrics, GlobalOptions.Json];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var (asked, maxFailures) = (Asked(call), call.Value(MaxFailures) ?? int.MaxValue);
        if (maxFailures < 0) throw new UsageException($"--max-failures {maxFailures}: it must be 0 or more");

        await using var telemetry = call.Value(DryRun) ? Telemetry.Silent(wiring.Limits) : await Telemetry.BeginAsync(call, wiring.Limits);
        ImmutableArray<Sensor> named = [.. (call.Value(SensorNames) ?? []).Distinct().Select(wiring.SensorNamed)];
        var readings = wiring.Readings();
        var all = await wiring.SensorsAsync(readings, call.Stop.Drain);
        var choice = asked with { AllSensors = all, Sensors = named.IsEmpty ? all : named };
        if (call.Value(DryRun)) return await new DryRun(call, wiring, readings).ShowAsync(choice, call.Stop.Drain);

        var outcome = await new RoadRun(call, Name, readings, telemetry).RunAsync(choice, maxFailures);
        RoadSummary.Show(call, outcome, wiring.Home);
        return outcome.Code(call.Stop);
    }

    // Everything that the command line alone decides, so that a wrong one is told before anything is opened.
    private static RunChoice Asked(Invocation call)
    {
        var (first, last) = (Dates.Read("--start-date", call.Value(Start)), Dates.Read("--end-date", call.Value(End)));
        if (first > last) throw new UsageException($"--start-date {first:uuuu-MM-dd} lies after --end-date {last:uuuu-MM-dd}");

        return new RunChoice
        {
            AllSensors = [],
            Sensors = [],
            Kinds = Intervals.Of(call),
            First = first,
            Last = last,
            Retry = Retries(call.Value(RetryWhat)),
            Resume = !call.Value(NoResume),
            IncludeOpen = call.Value(IncludeOpen),
            NewestFirst = call.Value(NewestFirst),
            Anchor = call.Settings.CumulativeStart,
        };
    }

    private static Retry Retries(string? given) => given switch
    {
        null => Retry.None,
        "failed" => Retry.Failed,
        "stale" => Retry.Stale,
        "all" => Retry.All,
        _ => throw new UsageException($"--retry {Plain.Of(given)}: it must be failed, stale or all"),
    };
}
