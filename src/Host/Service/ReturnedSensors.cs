using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Sensors whose readings come again after they were away for longer than the look-back. The day they stopped on was recorded without its rest, as it was then, and nobody looks
/// at it again: the days after it are missing and are caught up with, this one has an answer. It is the last that has one, until anything newer is recorded.
/// </summary>
/// <param name="floor">What it works with.</param>
internal sealed class ReturnedSensors(WorkFloor floor)
{
    /// <summary>Brings those days up to date, before anything newer is recorded; false where that could not be done. Needs the floor's sensors.</summary>
    public async Task<bool> LookAgainAsync(StopSignals stop)
    {
        var returned = new List<(Sensor Sensor, LocalDate Stopped)>();
        if (!await floor.Road.TryAsync(async () => returned.AddRange(await FindAsync(stop.Drain)), stop)) return false;

        // What is kept of those days for cumulative pictures is as incomplete.
        if (returned.Count > 0) floor.Memory.Forget();
        foreach (var (sensor, stopped) in returned)
        {
            floor.Touched(stopped, stopped);
            var choice = floor.Choice with { Sensors = [sensor], First = stopped, Last = stopped, Retry = Retry.Current };
            if (await floor.Road.RunAsync(choice, RoadTally.PartOf(floor.Tally), stop) is not (RoadResult.Well or RoadResult.Broken)) return false;
        }

        return true;
    }

    private async Task<List<(Sensor Sensor, LocalDate Stopped)>> FindAsync(CancellationToken cancel)
    {
        var stopped = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        foreach (var sensor in floor.Choice.Sensors)
        {
            if (await NewestAsync(sensor, cancel) is { } date && date < floor.LookBackTo()) stopped[sensor.Name] = date;
        }

        if (stopped.Count == 0) return [];

        var extents = await floor.Readings.ExtentsAsync([.. floor.Choice.Sensors.Where(sensor => stopped.ContainsKey(sensor.Name))], cancel);
        return [.. from extent in extents
                   let date = stopped[extent.Sensor.Name]
                   where floor.Schedule.Calendar.DayOf(extent.Last).Date > date
                   select (extent.Sensor, date)];
    }

    private async Task<LocalDate?> NewestAsync(Sensor sensor, CancellationToken cancel)
    {
        LocalDate? newest = null;
        foreach (var kind in floor.Choice.Kinds)
        {
            if (await floor.Ledger.LatestAsync(sensor.Name, kind, cancel) is { } latest && floor.DateOf(latest.Window.End) is var date && !(newest >= date)) newest = date;
        }

        return newest;
    }
}
