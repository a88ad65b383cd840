using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What a run of the road came to, in the forms that its readers want.</summary>
internal sealed record RoadOutcome(BackfillReport Report, RoadTally Tally, ImmutableArray<StageFigures> Stages)
{
    public long Left => Math.Max(0, Report.Plan.Tasks - Tally.Settled);

    public ExitCode Code(StopSignals stop) =>
        !Report.ReadToEnd && stop.Drain.IsCancellationRequested ? ExitCode.Interrupted : Tally.Failed + Tally.Waiting > 0 || !Report.ReadToEnd ? ExitCode.SomeFailed : ExitCode.Clean;

    /// <summary>One sentence.</summary>
    public string Line()
    {
        var seconds = Math.Max(Report.Elapsed.TotalSeconds, 0.001);
        if (Report.Fatal is { } fatal) return fatal.Cause.Message.ReplaceLineEndings(" ");
        if (Report.Plan.Tasks == 0) return "nothing to do";

        var rest = new List<string>();
        if (Tally.Empty > 0) rest.Add($"{Tally.Empty:N0} without a reading");
        if (Tally.Unchanged > 0) rest.Add($"{Tally.Unchanged:N0} unchanged");
        if (Tally.Waiting > 0) rest.Add($"{Tally.Waiting:N0} pinned and waiting for their names");
        if (Tally.Failed > 0) rest.Add($"{Tally.Failed:N0} failed");
        if (Left > 0) rest.Add($"{Left:N0} left");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Tally.Published:N0} pictures ({Sizes.Text(Tally.Bytes)}) in {Durations.Text(Report.Elapsed)}, {Tally.Published / seconds:N0} a second{string.Concat(rest.Select(part => ", " + part))}");
    }

    /// <summary>What is left of a run that ended early, and how to go on; null where nothing is.</summary>
    public string? Stopped()
    {
        if (Left == 0 || Report.ReadToEnd) return null;

        var choice = Report.Plan.Agenda.Choice;
        var goesOn = choice.Resume && choice.Retry != Retry.All ? "the same command goes on from here" : "the same command looks at all of them again";
        return string.Create(CultureInfo.InvariantCulture, $"stopped with {Tally.Published:N0} pictures done and {Left:N0} windows left; {goesOn}");
    }

    /// <summary>As it is kept with the run.</summary>
    public RunSummary Summary() => new(
        new(Tally.Published, Tally.Empty, Tally.Unchanged, Tally.Waiting, Tally.Failed, Left),
        Tally.Bytes,
        Duration.FromTimeSpan(Report.Elapsed),
        [.. Stages.Select(stage => stage.Since(null))]);

    /// <summary>For scripts.</summary>
    public object Document() => new
    {
        windows = Counts,
        seconds = Math.Round(Report.Elapsed.TotalSeconds, 3),
        bytes = Tally.Bytes,
        stages = Stages.Select(stage => new
        {
            stage = stage.Name,
            items = stage.Items,
            workers = stage.Workers,
            busySeconds = Math.Round(stage.Busy.TotalSeconds, 3),
            blockedSeconds = Math.Round(stage.Blocked.TotalSeconds, 3),
        }),
        failures = Failures(100).Select(failure => new { window = failure.Window, reason = failure.Reason }),
    };

    /// <summary>The first failed windows with their reasons.</summary>
    public IEnumerable<(string Window, string Reason)> Failures(int most) =>
        Report.Faults.Where(fault => fault.Kind != FaultKind.Cancelled).Take(most).Select(fault => ($"{fault.Item}", $"{fault.Stage}: {fault.Cause.Message}"));

    /// <summary>Windows by what became of them.</summary>
    public IReadOnlyDictionary<string, long> Counts => Summary().Counts.ByName;
}
