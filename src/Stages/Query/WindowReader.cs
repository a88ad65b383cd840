using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>
/// Reads just what one window shows: for pictures that do not take the road. It keeps the days of a cumulative window as the road does: in memory up to a budget, beyond it in a
/// work file, which is gone when this is disposed. Until then the strip it gave may be painted, and no longer.
/// </summary>
/// <param name="readings">The source.</param>
/// <param name="calendar">Cuts it into days.</param>
/// <param name="workFile">For what is beyond the budget; made when needed.</param>
/// <param name="budgetBytes">Most bytes of days in memory.</param>
public sealed class WindowReader(IReadings readings, LocalCalendar calendar, string workFile, long budgetBytes) : IDisposable
{
    private readonly StripShelf _shelf = new(workFile, budgetBytes);

    /// <summary>The window's strip; null where it has no reading.</summary>
    /// <param name="sensor">Whose readings, and the palette.</param>
    /// <param name="window">A window of the calendar.</param>
    /// <param name="cancel">Ends the pass.</param>
    /// <exception cref="Storage.HomeUnavailableException">The work file cannot be written or read.</exception>
    public async ValueTask<Strip?> ReadAsync(Sensor sensor, Window window, CancellationToken cancel)
    {
        var (first, last) = (calendar.DayOf(window.Start).Date, calendar.DayOf(window.End - Duration.FromTicks(1)).Date);
        var days = new DayReader(readings, calendar);
        var before = new StripHistory();
        await foreach (var day in days.ReadAsync([sensor], first, last, new Drops(), cancel))
        {
            var strip = day.Strips[0];
            if (day.Day.Date == last) return new WindowOfDay(sensor, strip, before.Prefix(before.Count)).StripOf(window);
            before.Add(strip, _shelf);
        }

        return null;
    }

    public void Dispose() => _shelf.Dispose();
}
