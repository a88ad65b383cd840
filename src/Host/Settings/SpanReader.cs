using System.Globalization;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>Lengths of time as people write them: <c>90s</c>, <c>2m</c>, <c>1h</c>, <c>3d</c>.</summary>
internal static class SpanReader
{
    public static SettingReader<Duration> Between(Duration least, Duration most) => (given, setting, findings) =>
    {
        if (Parse(given.Text) is { } span && least <= span && span <= most) return span;

        findings.Add(given.Where, $"\"{Plain.Of(given.Text)}\" will not do; it must be {setting.Allowed}");
        return least;
    };

    /// <summary>The same; null for <c>none</c>.</summary>
    public static SettingReader<Duration?> BetweenOrNone(Duration least, Duration most) => (given, setting, findings) =>
        given.Text == "none" ? null : Between(least, most)(given, setting, findings);

    /// <summary>Null for anything else.</summary>
    public static Duration? Parse(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;

        return text[^1] switch
        {
            's' => Duration.FromSeconds(number),
            'm' => Duration.FromMinutes(number),
            'h' => Duration.FromHours(number),
            'd' => Duration.FromDays(number),
            _ => null,
        };
    }
}
