using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Brings the pictures of the last days up to date: what has ended since, what came late, what had failed; and today's, where that is wanted.</summary>
/// <param name="due">What the calendar asks for.</param>
/// <param name="floor">What it works with.</param>
/// <param name="ended">Hears whether everything it relied on was there.</param>
internal sealed class TickWork(Due due, WorkFloor floor, Action<bool> ended) : Work
{
    private static readonly ImmutableArray<WindowKind> OfTheClock = [WindowKind.Daily, WindowKind.Hourly];

    public override string Name => "what is due";

    public override async Task RunAsync(StopSignals stop)
    {
        var tally = RoadTally.PartOf(floor.Tally);
        var isWell = await floor.FindSensorsAsync(stop) && await new ReturnedSensors(floor).LookAgainAsync(stop);
        if (isWell && due.HasFlag(Due.Ended)) isWell = await RunAsync(OfTheClock, floor.Schedule.Settle, tally, stop);
        if (isWell && due.HasFlag(Due.Snapshot)) isWell = await RunAsync([WindowKind.Cumulative], floor.Schedule.SnapshotSettle, tally, stop);
        if (isWell && due.HasFlag(Due.Live)) isWell = await RunLiveAsync(tally, stop);
        if (tally.Published + tally.Failed + tally.Waiting > 0) floor.Output.Tell(Severity.Info, "pictures.current", Line(tally), ("done", tally.Published), ("failed", tally.Failed), ("waiting", tally.Waiting));
        ended(isWell);
    }

    private async Task<bool> RunAsync(ImmutableArray<WindowKind> kinds, Duration settle, RoadTally tally, StopSignals stop)
    {
        ImmutableArray<WindowKind> wanted = [.. kinds.Where(floor.Schedule.Kinds.Contains)];
        return wanted.IsEmpty || await RunAsync(floor.Choice with { Kinds = wanted, First = floor.LookBackTo(), Last = floor.Today(), Retry = Retry.Current, Settle = settle }, tally, stop);
    }

    private Task<bool> RunLiveAsync(RoadTally tally, StopSignals stop) =>
        RunAsync(floor.Choice with { Kinds = [WindowKind.Daily], First = floor.Today(), Last = floor.Today(), IncludeOpen = true }, tally, stop);

    // A bug that one sensor's windows meet keeps no other sensor's from being current.
    private async Task<bool> RunAsync(RunChoice choice, RoadTally tally, StopSignals stop)
    {
        floor.Touched(choice.First!.Value, choice.Last!.Value);
        var result = await floor.Road.RunAsync(choice, tally, stop);
        if (result != RoadResult.Broken) return result == RoadResult.Well;

        var all = true;
        foreach (var sensor in choice.Sensors) all &= await floor.Road.RunAsync(choice with { Sensors = [sensor] }, tally, stop) is RoadResult.Well or RoadResult.Broken;
        return all;
    }

    private static string Line(RoadTally tally)
    {
        var rest = string.Concat(
            tally.Waiting > 0 ? string.Create(CultureInfo.InvariantCulture, $", {tally.Waiting:N0} pinned and waiting for their names") : "",
            tally.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {tally.Failed:N0} failed") : "");
        return string.Create(CultureInfo.InvariantCulture, $"{tally.Published:N0} pictures are current{rest}");
    }
}
