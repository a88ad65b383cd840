using System.Globalization;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads the times of a file as the user says they are written.</summary>
internal sealed class TimeReader
{
    private readonly DateTimeZone _zone;
    private readonly Func<string, (long Ticks, string? Why)> _read;

    /// <exception cref="ImportException">The format is none.</exception>
    public TimeReader(string format, DateTimeZone zone)
    {
        _zone = zone;
        _read = format switch
        {
            "iso" => Iso,
            "unix" => Unix,
            _ => Pattern(format),
        };
    }

    /// <summary>Times so far that occur twice, and were taken for the earlier.</summary>
    public long Ambiguous { get; private set; }

    /// <summary>The instant in ticks since 1970; otherwise <paramref name="why"/> says what is wrong with it.</summary>
    public bool TryRead(string text, out long ticks, out string? why)
    {
        (ticks, why) = _read(text.Trim());
        return why is null;
    }

    private (long, string?) Iso(string text)
    {
        if (IsoTime.TryParse(text, out var time)) return time.OffsetSeconds is null ? Local(time.LocalTicks, text) : (time.Ticks, null);
        var looksUnix = text.Length > 8 && text.All(c => char.IsAsciiDigit(c) || c == '.');
        return (0, $"time {Shown(text)} is not ISO 8601{(looksUnix ? "; is it --time-format unix?" : ", like 2025-01-15T08:00:00Z")}");
    }

    private static (long, string?) Unix(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return (0, $"time {Shown(text)} is no number of unix seconds");
        return seconds is >= -62_135_596_800 and < 253_402_300_800
            ? ((long)decimal.Floor(seconds * NodaConstants.TicksPerSecond), null)
            : (0, $"time {Shown(text)} lies outside the years 1 to 9999; unix times are seconds, not milliseconds");
    }

    private Func<string, (long, string?)> Pattern(string format)
    {
        try
        {
            if (format.Contains("o<", StringComparison.Ordinal))
            {
                var offset = OffsetDateTimePattern.CreateWithInvariantCulture(format);
                return text => offset.Parse(text) is { Success: true } at ? (at.Value.ToInstant().ToUnixTimeTicks(), null) : Mismatch(text, format);
            }

            var local = LocalDateTimePattern.CreateWithInvariantCulture(format);
            return text => local.Parse(text) is { Success: true } at ? Local(at.Value, text) : Mismatch(text, format);
        }
        catch (InvalidPatternException cause)
        {
            throw new ImportException(ImportFault.Usage, $"--time-format {format} is neither unix nor iso nor a pattern like yyyy-MM-dd HH:mm:ss: {cause.Message}", cause);
        }
    }

    private (long, string?) Local(long localTicks, string text) =>
        _zone == DateTimeZone.Utc ? (localTicks, null) : Local(Instant.FromUnixTimeTicks(localTicks).InUtc().LocalDateTime, text);

    // A time that occurs twice is the earlier of the two.
    private (long, string?) Local(LocalDateTime local, string text)
    {
        var mapping = _zone.MapLocal(local);
        if (mapping.Count > 1) Ambiguous++;
        return mapping.Count == 0 ? (0, $"time {Shown(text)} never occurs in {_zone.Id}") : (mapping.First().ToInstant().ToUnixTimeTicks(), null);
    }

    private static (long, string?) Mismatch(string text, string format) => (0, $"time {Shown(text)} is not written as {format}");

    public static string Shown(string text) => text.Length == 0 ? "(empty)" : $"\"{(text.Length > 40 ? text[..40] + "…" : text)}\"";
}
