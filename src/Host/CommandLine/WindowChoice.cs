using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>From two times to the one window that they mean.</summary>
internal sealed class WindowChoice(LocalCalendar calendar, WindowNames names)
{
    /// <exception cref="UsageException">They mean no window of that kind; says which would.</exception>
    public Window Choose(WindowKind kind, GivenTime start, GivenTime end)
    {
        if (end.At <= start.At) throw new UsageException($"END {names.At(end.At)} must lie after START {names.At(start.At)}");
        return kind switch
        {
            WindowKind.Daily => Day(start, end),
            WindowKind.Hourly => Hour(start, end),
            _ => Span(start, end),
        };
    }

    private Window Day(GivenTime start, GivenTime end)
    {
        var day = calendar.DayOf(start.At);
        if (end.At > day.End) throw Wrong("a daily picture shows one local day", day.Start, day.End);
        return day.Daily();
    }

    private Window Hour(GivenTime start, GivenTime end)
    {
        var hour = calendar.DayOf(start.At).HourOf(start.At);

        // Where clocks go back, the hour that begins at 01:00 ends at 01:00: who writes 02:00 means the same hour.
        var ends = end.At == hour.End || end.Wall == hour.LocalStart.PlusHours(1);
        if (hour.Start != start.At || !ends) throw Wrong("an hourly picture shows one local hour", hour.Start, hour.End);
        return new Window(WindowKind.Hourly, hour.Start, hour.End);
    }

    private Window Span(GivenTime start, GivenTime end)
    {
        var first = calendar.DayOf(start.At);
        var before = end.At - Duration.FromTicks(1);
        var hour = calendar.DayOf(before).HourOf(before);
        if (first.Start != start.At || hour.End != end.At) throw Wrong("a cumulative picture goes from a local midnight to the end of an hour", first.Start, hour.End);
        return new Window(WindowKind.Cumulative, start.At, end.At);
    }

    private UsageException Wrong(string rule, Instant start, Instant end) => new($"{rule}; here that would be {names.At(start)} {names.At(end)}");
}
