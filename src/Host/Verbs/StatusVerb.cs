using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

namespace VizPipeline.Host;

/// <summary>Says where every window stands.</summary>
internal sealed class StatusVerb : Verb
{
    public override string Name => "status";

    private static readonly Option<long?> Run = new("--run") { HelpName = "number", Description = "All that is kept of one run: windows, stages, what held it back" };

    public override string Description => "Shows windows by state, the last runs, and failures with their reasons";

    public override ImmutableArray<string> Examples => ["viz status", "viz status --json", "viz status --run 3"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Json, Run];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        await using var home = SeenHome.Open(wiring.Home);
        if (call.Value(Run) is { } id)
        {
            var page = new RunPage(await home.Ledger.FindRunAsync(id, cancel) ?? throw new UsageException($"there is no run {id}; viz status lists the last ones"));
            if (call.WantsJson) call.Output.Json(page.Document());
            else foreach (var line in page.Lines()) call.Output.Line(line);
            return ExitCode.Clean;
        }

        var status = await StatusReport.ReadAsync(call, wiring, home, cancel);
        if (!home.IsUsed) call.Output.Note($"{wiring.Home.Folder}: nothing was ever recorded here");
        if (call.WantsJson) call.Output.Json(status.Document());
        else Write(call.Output, status);
        return ExitCode.Clean;
    }

    private static void Write(Output output, StatusReport status)
    {
        output.Line(string.Join(", ", status.Windows.Where(pair => pair.Value > 0).Select(pair => $"{Number(pair.Value)} {pair.Key}").DefaultIfEmpty("no windows yet")));
        if (status.SourceProblem is { } problem) output.Note($"stale and open windows are not known: {problem}");
        if (status.Series.Count > 0)
        {
            IReadOnlyList<string> head = ["SENSOR", "INTERVAL", "PLANNED", "PINNED", "DONE", "EMPTY", "FAILED", "DEAD", "STALE"];
            foreach (var row in Columns.Of([head, .. status.Series.Select(series => series.Row())])) output.Line(row);
        }

        foreach (var run in status.Runs)
        {
            output.Line($"run {run.Id}: {run.Verb} at {run.Started}, {(run.ExitCode is { } code ? $"exit {code}: {run.LastLine}" : "not finished")}");
        }

        foreach (var failure in status.Failures) output.Line($"{failure.State.ToString().ToLowerInvariant()}: {failure.Key}: {failure.Error}");
    }

    private static string Number(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown";
}
