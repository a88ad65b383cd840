using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Draws what is missing of the days before those that are looked at every hour: all that is, since the last window that was complete when the service first kept this home, or
/// since an earlier one that was never finished.
/// </summary>
internal sealed class CatchUpWork(WorkFloor floor, Action<Work> again, Action ended) : SlicedWork(floor, again)
{
    public override string Name => "catching up";

    protected override CancellationToken Cancelled => CancellationToken.None;

    protected override async ValueTask<RunChoice?> ChooseAsync(CancellationToken cancel)
    {
        var last = Floor.LookBackTo().PlusDays(-1);
        var first = await SinceAsync(cancel);
        return first > last ? null : Floor.Choice with { First = first, Last = last };
    }

    protected override Task EndAsync(bool isWhole)
    {
        if (Counts.Done > 0) Floor.Output.Tell(Severity.Info, "catch-up.ended", $"caught up with {Counts.Done:N0} pictures", ("done", Counts.Done), ("failed", Counts.Failed));
        ended();
        return Task.CompletedTask;
    }

    /// <summary>The ledger's fact that fixes since when the service has kept this home: from there on nothing may be missing.</summary>
    public const string SinceFact = "kept current since";

    private const string TheBeginning = "the beginning";

    private async ValueTask<LocalDate?> SinceAsync(CancellationToken cancel)
    {
        var since = LocalDatePattern.Iso.Parse(await Floor.Ledger.FactAsync(SinceFact, cancel) ?? await FixAsync(cancel)) is { Success: true } fixedOnce ? fixedOnce.Value : (LocalDate?)null;
        await foreach (var unfinished in Floor.Ledger.ReadAsync([WindowState.Planned, WindowState.Pinning, WindowState.Pinned, WindowState.Failed], cancel))
        {
            return since is { } date && date < Floor.DateOf(unfinished.Window.End) ? date : since is null ? null : Floor.DateOf(unfinished.Window.End);
        }

        return since;
    }

    // Fixed once, when the service first looks: later, what is complete up to now says nothing of a gap before it.
    private async ValueTask<string> FixAsync(CancellationToken cancel) =>
        await Floor.Ledger.FixAsync(SinceFact, await CompletedAsync(cancel) is { } date ? LocalDatePattern.Iso.Format(date) : TheBeginning, cancel);

    // The earliest of the series' last completed windows; null, for from the first reading on, where there is none.
    private async ValueTask<LocalDate?> CompletedAsync(CancellationToken cancel)
    {
        var completed = (await Floor.Ledger.CountAsync(cancel))
            .Where(count => count.State is WindowState.Done or WindowState.Empty && Floor.Choice.Kinds.Contains(count.Kind) && Floor.Choice.Sensors.Any(sensor => sensor.Name == count.Sensor))
            .GroupBy(count => (count.Sensor, count.Kind)).Select(group => group.Max(count => count.Last)).ToList();
        return completed.Count > 0 ? Floor.DateOf(completed.Min()) : null;
    }
}
