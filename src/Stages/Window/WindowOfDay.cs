using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>One day of one sensor, seen window by window: what each amounts to, and its strip. For one thread.</summary>
/// <param name="sensor">Whose day.</param>
/// <param name="strip">The day.</param>
/// <param name="before">The whole days of the cumulative span before it; null where no cumulative window will be asked for.</param>
internal sealed class WindowOfDay(Sensor sensor, DayStrip strip, SpanSoFar? before)
{
    private readonly CumulativeSpan? _span = before is null ? null : new CumulativeSpan(before);

    /// <summary>An entry with the input of its window as it is now: hash, readings, minimum and maximum.</summary>
    public LedgerEntry Describe(LedgerEntry entry, int scale)
    {
        var summary = SummaryOf(entry.Window);
        return entry with
        {
            Input = InputOf(entry.Window, scale),
            DataPoints = summary.Count,
            Min = summary.IsEmpty ? null : summary.Min,
            Max = summary.IsEmpty ? null : summary.Max,
        };
    }

    /// <summary>Whether a window that turns out to have no reading is recorded as empty: not where it is already, and not where a picture of it is kept.</summary>
    public static bool BecomesEmpty(LedgerEntry known) => known.State != WindowState.Empty && known.PinId is null;

    /// <summary>Null where the window has no reading.</summary>
    public Strip? StripOf(Window window) => window.Kind switch
    {
        WindowKind.Daily => Strips.Daily(strip, sensor.Palette),
        WindowKind.Hourly => Strips.Hourly(strip.Slices[IndexOf(window)], sensor.Palette),
        _ => Span.StripTo(strip, IndexOf(window) + 1, sensor.Palette),
    };

    private Summary SummaryOf(Window window) => window.Kind switch
    {
        WindowKind.Daily => strip.Summary,
        WindowKind.Hourly => strip.Slices[IndexOf(window)].Summary,
        _ => Span.SummaryTo(strip, IndexOf(window) + 1),
    };

    private InputHash InputOf(Window window, int scale) => window.Kind switch
    {
        WindowKind.Daily => InputHashes.Daily(strip, sensor.Palette, scale),
        WindowKind.Hourly => InputHashes.Hourly(strip.Slices[IndexOf(window)], sensor.Palette, scale),
        _ => InputHashes.Cumulative(window, before!.Summary, strip.Slices.AsSpan()[..(IndexOf(window) + 1)], sensor.Palette, scale),
    };

    private CumulativeSpan Span => _span ?? throw new InvalidOperationException("A cumulative window needs the days before its last.");

    private int IndexOf(Window window)
    {
        for (var i = 0; i < strip.Slices.Length; i++)
        {
            if (strip.Slices[i].Hour.End == window.End) return i;
        }

        throw new InvalidOperationException($"{window} does not end with an hour of {strip.Day.Date}.");
    }
}
