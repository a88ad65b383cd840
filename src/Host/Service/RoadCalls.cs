using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Runs the road for the service, again and again, and finds out from each run what it relies on was there.</summary>
/// <param name="road">The road.</param>
/// <param name="dependencies">Hear what was found.</param>
/// <param name="observer">Hears of the runs.</param>
/// <param name="outside">Counts what the providers answer; null where no pictures go there.</param>
internal sealed class RoadCalls(Backfill road, Dependencies dependencies, IRunObserver observer, ProviderWatch? outside)
{
    /// <summary>One run. Windows that fail for their own sake are counted.</summary>
    public async Task<RoadResult> RunAsync(RunChoice choice, RoadTally tally, StopSignals stop)
    {
        BackfillReport? report = null;
        var before = Answers();
        var wrong = await Failures.OfAsync(async () => report = await road.RunAsync(choice, tally, _ => { }, observer, stop));
        return Judge(wrong, report, [.. Answers().Zip(before).Where(pair => pair.First.Answers > pair.Second.Answers).Select(pair => pair.First.Provider)], stop);
    }

    /// <summary>Writes the plan of a long piece of work; null where that could not be done.</summary>
    public async Task<Plan?> PlanAsync(RunChoice choice, StopSignals stop)
    {
        Plan? plan = null;
        var wrong = await Failures.OfAsync(async () => plan = await road.WritePlanAsync(choice, stop.Drain));
        return Blame(wrong, stop) ? plan : null;
    }

    /// <summary>Any other piece of work on the source and the home; true where it went well.</summary>
    public async Task<bool> TryAsync(Func<Task> work, StopSignals stop) => Blame(await Failures.OfAsync(work), stop);

    // That one thing went well does not mean that all of it is back: only a run finds that out.
    private bool Blame(Exception? wrong, StopSignals stop)
    {
        if (wrong is not null && !(wrong is OperationCanceledException && stop.Drain.IsCancellationRequested)) dependencies.Down(NameOf(wrong, stage: null), Line(wrong));
        return wrong is null;
    }

    private List<(string Provider, long Answers)> Answers() => outside is null ? [] : [.. ((string[])[Dependencies.Pinata, Dependencies.Cloudflare]).Select(provider => (provider, outside.Succeeded(provider)))];

    private RoadResult Judge(Exception? wrong, BackfillReport? report, List<string> answered, StopSignals stop)
    {
        if (wrong is OperationCanceledException && stop.Drain.IsCancellationRequested) return RoadResult.Stopped;

        var down = new Dictionary<string, string>(StringComparer.Ordinal);
        if (wrong is not null) down[NameOf(wrong, stage: null)] = Line(wrong);
        foreach (var fault in Faults(report)) down.TryAdd(NameOf(fault.Cause, fault.Stage), Line(fault.Cause));

        foreach (var (name, why) in down) dependencies.Down(name, why);
        if (stop.Drain.IsCancellationRequested && down.Count == 0) return report is { ReadToEnd: true } ? RoadResult.Well : RoadResult.Stopped;

        foreach (var name in (string[])[Dependencies.Readings, Dependencies.Home, Dependencies.Road, .. answered]) IsUp(name);
        if (outside is not null)
        {
            // Whoever had nothing for them has not found out: the next who has may ask at once.
            foreach (var name in ((string[])[Dependencies.Pinata, Dependencies.Cloudflare]).Except(answered).Except(down.Keys)) dependencies.MayBeAsked(name);
        }

        return down.Count == 0 ? RoadResult.Well : down.ContainsKey(Dependencies.Road) ? RoadResult.Broken : RoadResult.Down;

        void IsUp(string name)
        {
            if (!down.ContainsKey(name)) dependencies.Up(name);
        }
    }

    // What a window alone is to blame for is none of them.
    private static IEnumerable<Fault> Faults(BackfillReport? report) => report is null ? []
        : report.Faults.Prepend(report.Fatal!).Where(fault => fault is not null && fault.Kind != FaultKind.Cancelled
            && (Diagnosis.IsOfTheRun(fault) || fault.Cause is StoreUnavailableException));

    private static string NameOf(Exception cause, string? stage) => cause switch
    {
        SourceException => Dependencies.Readings,
        HomeUnavailableException => Dependencies.Home,
        StoreUnavailableException or StoreRefusedException => stage switch
        {
            "pin" => Dependencies.Pinata,
            "commit" or "cleanup" => Dependencies.Cloudflare,
            _ => Dependencies.Home,
        },
        _ => Dependencies.Road,
    };

    private static string Line(Exception cause) => cause is IOException or SourceException or StoreRefusedException
        ? cause.Message.ReplaceLineEndings(" ")
        : $"internal error: {cause.Message.ReplaceLineEndings(" ")}";
}
