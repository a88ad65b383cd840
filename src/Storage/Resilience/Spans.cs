using System.Globalization;

namespace VizPipeline.Storage;

/// <summary>Says how long something takes.</summary>
internal static class Spans
{
    /// <summary>In the largest of seconds, minutes and hours of which there is at least one and a half, to a tenth.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalHours: >= 1.5 } => Number(span.TotalHours, "hours"),
        { TotalMinutes: >= 1.5 } => Number(span.TotalMinutes, "minutes"),
        _ => Number(span.TotalSeconds, "seconds"),
    };

    private static string Number(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {unit}");
}
