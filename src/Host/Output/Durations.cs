using System.Globalization;

namespace VizPipeline.Host;

/// <summary>Lengths of time for people.</summary>
internal static class Durations
{
    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>2 h 10 min</c>, <c>3 d 04 h</c></summary>
    public static string Text(TimeSpan length) => length switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => $"{length.Seconds} s",
        { TotalHours: < 1 } => $"{length.Minutes} min {length.Seconds:00} s",
        { TotalDays: < 1 } => $"{length.Hours} h {length.Minutes:00} min",
        _ => $"{(int)length.TotalDays} d {length.Hours:00} h",
    };
}
