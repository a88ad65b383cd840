using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Draws pictures that are no longer kept once more, in one pass over the readings, and compares their CIDs. Keeps nothing.</summary>
internal sealed class Redrawing(RoadPorts ports, RoadOptions options)
{
    /// <summary>Takes every window it could compare out of <paramref name="absent"/>; returns how many were the same.</summary>
    public async ValueTask<long> CompareAsync(
        ImmutableArray<Sensor> sensors, ConcurrentDictionary<string, LedgerEntry> absent, Action<VerificationProblem> tell, CancellationToken cancel)
    {
        var same = 0L;
        var wanted = sensors.RemoveAll(sensor => absent.Values.All(entry => entry.Sensor != sensor.Name));
        if (!wanted.IsEmpty)
        {
            await foreach (var day in DaysAsync(wanted, absent, cancel))
            {
                var windows = new WindowOfDay(day.Sensor, day.Strip, day.Before);
                foreach (var task in day.Tasks.Where(task => absent.TryRemove(task.Entry.Key, out _)))
                {
                    if (Fault(windows, task.Entry) is { } what) tell(new(task.Entry.Key, what));
                    else same++;
                }
            }
        }

        foreach (var entry in absent.Values)
        {
            if (sensors.FirstOrDefault(sensor => sensor.Name == entry.Sensor) is not { } sensor) tell(new(entry.Key, "its picture is gone, and its sensor is not configured any more"));
            else if (!IsOurs(entry)) tell(new(entry.Key, "its picture is gone, and it was recorded under another zone or station, so that it cannot be drawn again"));
            else if (await DrawAloneAsync(sensor, entry, cancel) != entry.Cid) tell(new(entry.Key, "its picture is gone, and the readings give another one now"));
            else same++;
        }

        return same;
    }

    private async IAsyncEnumerable<DayOfReadings> DaysAsync(
        ImmutableArray<Sensor> sensors, ConcurrentDictionary<string, LedgerEntry> absent, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var dates = absent.Values.Select(entry => ports.Calendar.DayOf(entry.Window.End - Duration.FromTicks(1)).Date).ToList();
        var choice = new RunChoice
        {
            AllSensors = sensors,
            Sensors = sensors,
            Kinds = [.. absent.Values.Select(entry => entry.Window.Kind).Distinct().Order()],
            First = dates.Min(),
            Last = dates.Max(),
            Resume = false,
            Anchor = AnchorOf(absent.Values),
        };
        var plan = await new Planner(ports.Readings, ports.Ledger, ports.Calendar, ports.WindowNames, ports.Clock).PlanAsync(choice, write: false, cancel);
        using var shelf = new StripShelf(options.WorkFile, options.StripCacheBytes);
        var days = new DayReader(ports.Readings, ports.Calendar);
        foreach (var request in plan.Requests)
        {
            await foreach (var day in new QuerySplit(days, plan, shelf, new Drops()).RunAsync(request, cancel)) yield return day;
        }
    }

    private bool IsOurs(LedgerEntry entry) => ports.WindowNames.TryParseKey(entry.Key, out _, out var window) && window == entry.Window;

    // Where most cumulative windows begin that are to be compared; the others are drawn one by one.
    private LocalDate? AnchorOf(IEnumerable<LedgerEntry> entries) => entries.Where(entry => entry.Window.Kind == WindowKind.Cumulative)
        .CountBy(entry => entry.Window.Start).OrderByDescending(start => start.Value).Select(start => (LocalDate?)ports.Calendar.DayOf(start.Key).Date).FirstOrDefault();

    private string? Fault(WindowOfDay windows, LedgerEntry entry)
    {
        if (windows.Describe(entry, options.Scale).Input != entry.Input) return "its picture is gone, and its readings have changed since; viz backfill --retry stale draws it";
        if (windows.StripOf(entry.Window) is not { } strip) return "its picture is gone, and it has no reading any more";
        return Draw(strip) == entry.Cid ? null : "its picture is gone, and drawing it again gives other bytes";
    }

    private async ValueTask<Cid?> DrawAloneAsync(Sensor sensor, LedgerEntry entry, CancellationToken cancel)
    {
        using var reader = new WindowReader(ports.Readings, ports.Calendar, options.WorkFile, options.StripCacheBytes);
        return await reader.ReadAsync(sensor, entry.Window, cancel) is { } strip ? Draw(strip) : null;
    }

    private Cid Draw(Strip strip)
    {
        using var content = new PooledContent();
        ports.Painter.Paint(strip, StripSize.Full with { Scale = options.Scale }, content);
        return Cids.Of(content.Bytes.Span);
    }
}
