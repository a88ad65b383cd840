using System.Text.RegularExpressions;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What a window is called in the index, on disk and at the pin store: "Names and records" of docs/pictures.md. For windows of its own calendar only.</summary>
/// <param name="calendar">Names are in its local time.</param>
/// <param name="station">Stands before every name; null for none.</param>
public sealed partial class WindowNames(LocalCalendar calendar, string? station)
{
    private readonly string _keyPrefix = station is null ? "" : $"{station}:";
    private readonly string _pathPrefix = station is null ? "" : $"{station}/";
    private readonly string _pinPrefix = station is null ? "" : $"{station}-";

    /// <summary>Whether a station or a sensor may be called so.</summary>
    public static bool IsName(string text) => NameForm().IsMatch(text);

    /// <summary><c>temperature:daily:latest</c></summary>
    public string LatestKey(string sensor, WindowKind kind) => $"{_keyPrefix}{sensor}:{kind.Interval()}:latest";

    /// <summary><c>temperature:hourly:2025-01-15T08-0800</c>; unique among all sensors and windows.</summary>
    public string Key(string sensor, Window window) => $"{_keyPrefix}{sensor}:{window.Kind.Interval()}:" + window.Kind switch
    {
        WindowKind.Daily => LocalText.Date(calendar.DayOf(window.Start).Date),
        WindowKind.Hourly => LocalText.Moment(calendar.LocalAt(window.Start)),
        _ => $"{LocalText.Date(calendar.DayOf(window.Start).Date)}..{LocalText.Moment(calendar.LocalAt(window.End))}",
    };

    /// <summary>Relative to the folder of pictures, with slashes: <c>temperature/daily/2025-01-15_daily.png</c>.</summary>
    public string FilePath(string sensor, Window window) => $"{_pathPrefix}{sensor}/{window.Kind.Interval()}/{FileName(window)}";

    /// <summary><c>2025-01-15_daily.png</c></summary>
    public string FileName(Window window) => $"{Span(window, '_', "_to_")}_{window.Kind.Interval()}.png";

    /// <summary><c>temperature-daily-2025-01-15.png</c></summary>
    public string PinName(string sensor, Window window) => $"{_pinPrefix}{sensor}-{window.Kind.Interval()}-{Span(window, '-', "-to-")}.png";

    /// <summary>An instant for people and records: <c>2025-01-15T08:30:00-08:00</c>.</summary>
    public string At(Instant at) => LocalText.Full(calendar.LocalAt(at));

    /// <summary>Its first instant for people and records: <c>2025-01-15T00:00:00-08:00</c>.</summary>
    public string StartText(Window window) => At(window.Start);

    /// <summary>The first instant after it, likewise.</summary>
    public string EndText(Window window) => At(window.End);

    /// <summary>Whether a key is that of some series' newest picture.</summary>
    public static bool IsLatestKey(string key) => key.EndsWith(":latest", StringComparison.Ordinal);

    /// <summary>Reads what <see cref="Key"/> writes. False for every other text, those of another station and of <c>latest</c> among them.</summary>
    public bool TryParseKey(string key, out string sensor, out Window window)
    {
        (sensor, window) = ("", default);
        if (!key.StartsWith(_keyPrefix, StringComparison.Ordinal)) return false;
        if (key[_keyPrefix.Length..].Split(':') is not [var name, var interval, var span] || !IsName(name)) return false;
        if (WindowKinds.Parse(interval) is not { } kind || Find(kind, span) is not { } found || Key(name, found) != key) return false;
        (sensor, window) = (name, found);
        return true;
    }

    private string Span(Window window, char between, string to)
    {
        if (window.Kind == WindowKind.Daily) return LocalText.Date(calendar.DayOf(window.Start).Date);
        var start = calendar.LocalAt(window.Start);
        if (window.Kind == WindowKind.Hourly) return $"{LocalText.Date(start.Date)}{between}{LocalText.Hour(start.TimeOfDay)}{OffsetOfHour(window)}";
        var end = calendar.LocalAt(window.End);
        var offset = calendar.Zone.MapLocal(end.LocalDateTime).Count == 1 ? "" : LocalText.Offset(end.Offset);
        return $"{LocalText.Date(start.Date)}{between}{LocalText.Minute(start.TimeOfDay)}{to}"
            + $"{LocalText.Date(end.Date)}{between}{LocalText.Minute(end.TimeOfDay)}{offset}";
    }

    private string OffsetOfHour(Window window)
    {
        var hour = calendar.DayOf(window.Start).HourOf(window.Start);
        return hour.IsRepeated ? LocalText.Offset(hour.Offset) : "";
    }

    private Window? Find(WindowKind kind, string span) => kind switch
    {
        WindowKind.Daily => Day(span)?.Daily(),
        WindowKind.Hourly => Moment(span) is { } start ? Hour(start) : null,
        _ => span.Split("..") is [var first, var last] && Day(first) is { } day && Moment(last) is { } end ? Snapshot(day.Start, end) : null,
    };

    private Window? Hour(Instant start)
    {
        var hour = calendar.DayOf(start).HourOf(start);
        return hour.Start == start ? new(WindowKind.Hourly, start, hour.End) : null;
    }

    private Window? Snapshot(Instant anchor, Instant end)
    {
        // An hour ends where the next one begins, a day's last hour too.
        var next = calendar.DayOf(end).HourOf(end);
        return anchor < end && next.Start == end ? new(WindowKind.Cumulative, anchor, end) : null;
    }

    private static Instant? Moment(string text) => LocalText.ParseMoment(text) is { } at && LocalCalendar.Reaches(at) ? at : null;

    private LocalDay? Day(string date) => LocalText.ParseDate(date) is { } found ? calendar.DayOn(found) : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,31}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
