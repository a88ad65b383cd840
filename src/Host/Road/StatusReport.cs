using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Where every window stands: what the ledger says, and what a look at the readings adds.</summary>
internal sealed record StatusReport(
    IReadOnlyDictionary<string, long?> Windows,
    IReadOnlyList<SeriesStatus> Series,
    ImmutableArray<RunRecord> Runs,
    ImmutableArray<LedgerEntry> Failures,
    string? SourceProblem)
{
    private const int ShownRuns = 10;
    private const int ShownFailures = 100;

    public static async Task<StatusReport> ReadAsync(Invocation call, Wiring wiring, SeenHome home, CancellationToken cancel)
    {
        var counts = await home.Ledger.CountAsync(cancel);
        var (look, problem) = await LookAsync(call, wiring, home, cancel);
        var series = counts.GroupBy(count => (count.Sensor, count.Kind)).OrderBy(group => group.Key)
            .Select(group => new SeriesStatus(group.Key.Sensor, group.Key.Kind, group.ToDictionary(count => count.State, count => count.Count), look?.Stale(group.Key) ?? default))
            .ToList();
        var failures = await home.Ledger.ReadAsync([WindowState.Failed, WindowState.Dead], cancel).Take(ShownFailures).ToListAsync(cancel);
        return new StatusReport(Totals(series, look), series, await home.Ledger.RunsAsync(ShownRuns, cancel), [.. failures], problem);
    }

    public object Document() => new
    {
        windows = Windows,
        series = Series.Select(series => series.Document()),
        runs = Runs.Select(run => new { id = run.Id, verb = run.Verb, started = run.Started.ToString(), finished = run.Finished?.ToString(), exitCode = run.ExitCode, summary = run.LastLine }),
        failures = Failures.Select(entry => new { key = entry.Key, state = SeriesStatus.Name(entry.State), attempts = entry.Attempts, reason = entry.Error }),
        sourceProblem = SourceProblem,
    };

    // Each window counts once: a stale one is no longer counted as done or empty, an open one not as planned. Null where the readings could not be looked at.
    private static Dictionary<string, long?> Totals(List<SeriesStatus> series, SourceLook? look)
    {
        var totals = Enum.GetValues<WindowState>().ToDictionary(SeriesStatus.Name, state => (long?)series.Sum(one => one.Fresh(state)));
        totals[SeriesStatus.Name(WindowState.Planned)] -= look?.OpenPlanned ?? 0;
        totals["stale"] = look is null ? null : series.Sum(one => one.Stale.Total);
        totals["open"] = look?.Open;
        return totals;
    }

    private static async Task<(SourceLook? Look, string? Problem)> LookAsync(Invocation call, Wiring wiring, SeenHome home, CancellationToken cancel)
    {
        try
        {
            return (await SourceLook.TakeAsync(call, wiring, home, cancel), null);
        }
        catch (SourceException absent)
        {
            return (null, absent.Message);
        }
    }
}
