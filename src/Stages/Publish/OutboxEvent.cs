using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Something that happened and that a webhook is told. Texts of times are local, as docs/pictures.md writes them.</summary>
/// <param name="At">When.</param>
public abstract record OutboxEvent(Instant At)
{
    /// <summary>As docs/webhooks.md calls it.</summary>
    public string Type => this switch
    {
        PicturePublished => "picture.published",
        WindowFailed => "window.failed",
        _ => "backfill.finished",
    };
}

/// <summary>A picture is kept and the index names it.</summary>
public sealed record PicturePublished(Instant At, OutboxWindow Window, string Cid, long Bytes, long DataPoints, double? Min, double? Max) : OutboxEvent(At);

/// <summary>A window could not be drawn or published in this run.</summary>
public sealed record WindowFailed(Instant At, OutboxWindow Window, string Reason) : OutboxEvent(At);

/// <summary>A backfill came to its end, whatever that was.</summary>
/// <param name="At">The end.</param>
/// <param name="Run">The run's number in the ledger.</param>
/// <param name="Started">The beginning.</param>
/// <param name="ExitCode">As told to the shell.</param>
/// <param name="Counts">Windows by what became of them.</param>
public sealed record BackfillFinished(Instant At, long Run, Instant Started, int ExitCode, ImmutableSortedDictionary<string, long> Counts) : OutboxEvent(At);

/// <summary>Which window an event is about.</summary>
public sealed record OutboxWindow(string Key, string Sensor, string Interval, string Start, string End)
{
    public static OutboxWindow Of(LedgerEntry entry, WindowNames names) =>
        new(entry.Key, entry.Sensor, entry.Window.Kind.Interval(), names.StartText(entry.Window), names.EndText(entry.Window));
}
