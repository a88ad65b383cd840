using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>Reads just what one window shows: for pictures that do not take the road.</summary>
public sealed class WindowReader(IReadings readings, LocalCalendar calendar)
{
    /// <summary>The window's strip; null where it has no reading.</summary>
    /// <param name="sensor">Whose readings, and the palette.</param>
    /// <param name="window">A window of the calendar.</param>
    /// <param name="cancel">Ends the pass.</param>
    public async ValueTask<Strip?> ReadAsync(Sensor sensor, Window window, CancellationToken cancel)
    {
        var (first, last) = (calendar.DayOf(window.Start).Date, calendar.DayOf(window.End - Duration.FromTicks(1)).Date);
        var days = new DayReader(readings, calendar);
        var before = new List<DayStrip>();
        await foreach (var day in days.ReadAsync([sensor], first, last, new Drops(), cancel))
        {
            var strip = day.Strips[0];
            if (day.Day.Date == last) return new WindowOfDay(sensor, strip, SpanSoFar.Of(before)).StripOf(window);
            before.Add(strip);
        }

        return null;
    }
}
