using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Times on the command line: local ones of the configured zone, or with an offset.</summary>
internal sealed class LocalTimes(LocalCalendar calendar, Action<string> note)
{
    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>"),
    ];

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    /// <summary>The instant that a text means. A local time that occurs twice is the earlier one, and that is said.</summary>
    /// <exception cref="UsageException">It is no time, or one that never occurs.</exception>
    public GivenTime Read(string name, string text)
    {
        var iso = text.Trim().Replace(' ', 'T');
        if (WithOffset.Select(pattern => pattern.Parse(iso)).FirstOrDefault(parsed => parsed.Success) is { Value.Year: > 1 and < 9999 } exact) return new(exact.Value.ToInstant(), Wall: null);
        if (Local.Select(pattern => pattern.Parse(iso)).FirstOrDefault(parsed => parsed.Success) is not { } local || local.Value.Year is < 2 or > 9998)
        {
            throw new UsageException($"{name} {Plain.Of(text)}: it must be a time such as 2025-01-15T08:00:00 or 2025-01-15T08:00:00-08:00");
        }

        var found = calendar.Resolve(local.Value);
        if (found.Occurrence == Occurrence.Never)
        {
            throw new UsageException($"{name} {text}: clocks in {calendar.Zone.Id} never show this time; the next they show is {LocalDateTimePattern.ExtendedIso.Format(found.Local)}");
        }

        if (found.Occurrence == Occurrence.Twice) note($"{name} {text} occurs twice; the earlier is taken, at UTC{found.Offset}; with the other offset the time means the later");
        return new(found.Instant, local.Value);
    }
}

/// <param name="At">What it means.</param>
/// <param name="Wall">What the user wrote; null where an offset was given.</param>
internal readonly record struct GivenTime(Instant At, LocalDateTime? Wall);
