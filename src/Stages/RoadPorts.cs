using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Everything at the side of the road.</summary>
public sealed record RoadPorts
{
    public required IReadings Readings { get; init; }

    public required IPainter Painter { get; init; }

    public required IPinStore Pins { get; init; }

    public required INameIndex Names { get; init; }

    /// <summary>Where pictures go if not into the home folder; then <see cref="Pins"/> is its store. Null where they stay at home.</summary>
    public Outside? Outside { get; init; }

    public required ILedger Ledger { get; init; }

    public required WindowNames WindowNames { get; init; }

    public required LocalCalendar Calendar { get; init; }

    /// <summary>Where events for a webhook are kept; null where there is none.</summary>
    public Outbox? Outbox { get; init; }

    /// <summary>Hears of each window that is done, or drawn before its end, after the ledger has it. Called on any thread; quick, and does not throw.</summary>
    public Action<LedgerEntry> Shown { get; init; } = _ => { };

    /// <summary>Days of cumulative spans that earlier runs have read; null where each run reads all of them.</summary>
    public SpanMemory? Memory { get; init; }

    public IClock Clock { get; init; } = SystemClock.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
