using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>One window that somebody asked for again. While something is down it is tried again, a few times.</summary>
/// <param name="entry">The window.</param>
/// <param name="floor">What it works with.</param>
/// <param name="again">Puts it in line once more.</param>
/// <param name="over">Hears when it is not tried any more.</param>
internal sealed class RedrawWork(LedgerEntry entry, WorkFloor floor, Action<Work> again, Action over) : Work
{
    private const int MostTries = 8;

    private readonly BackOff _backOff = new();
    private int _tries;

    public override string Name => $"drawing {entry.Key}";

    public override async Task RunAsync(StopSignals stop)
    {
        if (await DrawAsync(stop) || stop.Drain.IsCancellationRequested)
        {
            over();
            return;
        }

        _backOff.Failed(floor.Clock.GetCurrentInstant());
        NotBefore = _backOff.NextTry;
        if (++_tries < MostTries)
        {
            again(this);
            return;
        }

        floor.Output.Tell(Severity.Warning, "redraw.failed", $"{entry.Key}: could not be drawn again in {MostTries} tries", ("window", entry.Key));
        over();
    }

    private async Task<bool> DrawAsync(StopSignals stop)
    {
        if (!await floor.FindSensorsAsync(stop)) return false;

        // A sensor that is configured no more has no colours to be drawn in.
        if (floor.Choice.Sensors.FirstOrDefault(sensor => sensor.Name == entry.Sensor) is not { } sensor) return true;

        // Somebody doubts what is shown: the days before it are read again, too.
        if (entry.Window.Kind == WindowKind.Cumulative) floor.Memory.Forget();
        var choice = floor.Choice with { Sensors = [sensor], Kinds = [entry.Window.Kind], Only = entry.Window, Retry = Retry.All };
        return await floor.Road.RunAsync(choice, RoadTally.PartOf(floor.Tally), stop) is RoadResult.Well;
    }
}
