using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A ledger that does what another does; mutants do one thing otherwise.</summary>
internal class LedgerAsIs(SqliteLedger ledger) : ILedger, IAsyncDisposable
{
    protected SqliteLedger Ledger { get; } = ledger;

    public virtual ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel) => Ledger.PlanAsync(windows, cancel);

    public virtual ValueTask RecordAsync(LedgerEntry entry, ReadOnlyMemory<byte>? preview, CancellationToken cancel) => Ledger.RecordAsync(entry, preview, cancel);

    public virtual ValueTask FailAsync(IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now, CancellationToken cancel) =>
        Ledger.FailAsync(entries, rejected, error, now, cancel);

    public ValueTask<LedgerEntry?> FindAsync(string key, CancellationToken cancel) => Ledger.FindAsync(key, cancel);

    public ValueTask<ImmutableArray<LedgerEntry>> ReadAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        Ledger.ReadAsync(sensor, kind, from, to, cancel);

    public IAsyncEnumerable<LedgerEntry> ReadAsync(ImmutableArray<WindowState> states, CancellationToken cancel) => Ledger.ReadAsync(states, cancel);

    public ValueTask<ImmutableArray<WindowStanding>> StandingsAsync(string sensor, WindowKind kind, Instant from, Instant to, CancellationToken cancel) =>
        Ledger.StandingsAsync(sensor, kind, from, to, cancel);

    public virtual ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel) => Ledger.PageAsync(query, cancel);

    public ValueTask<ImmutableArray<LedgerCount>> CountAsync(CancellationToken cancel) => Ledger.CountAsync(cancel);

    public virtual ValueTask<byte[]?> PreviewAsync(string key, CancellationToken cancel) => Ledger.PreviewAsync(key, cancel);

    public virtual ValueTask<LedgerEntry?> LatestAsync(string sensor, WindowKind kind, CancellationToken cancel) => Ledger.LatestAsync(sensor, kind, cancel);

    public virtual ValueTask<string> FixAsync(string name, string value, CancellationToken cancel) => Ledger.FixAsync(name, value, cancel);

    public ValueTask<string?> FactAsync(string name, CancellationToken cancel) => Ledger.FactAsync(name, cancel);

    public ValueTask<long> BeginRunAsync(string verb, Instant started, CancellationToken cancel) => Ledger.BeginRunAsync(verb, started, cancel);

    public ValueTask EndRunAsync(long id, Instant finished, int exitCode, RunSummary? summary, string lastLine, CancellationToken cancel) =>
        Ledger.EndRunAsync(id, finished, exitCode, summary, lastLine, cancel);

    public ValueTask<RunRecord?> FindRunAsync(long id, CancellationToken cancel) => Ledger.FindRunAsync(id, cancel);

    public ValueTask<ImmutableArray<RunRecord>> RunsAsync(int count, CancellationToken cancel) => Ledger.RunsAsync(count, cancel);

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}

/// <summary>Planning a window again forgets what became of it.</summary>
internal sealed class PlansOver(SqliteLedger ledger) : LedgerAsIs(ledger)
{
    public override async ValueTask PlanAsync(IReadOnlyCollection<LedgerEntry> windows, CancellationToken cancel)
    {
        foreach (var window in windows) await Ledger.RecordAsync(window, null, cancel);
    }
}

/// <summary>A late failure undoes a window that is done, and the pin of one that is pinned.</summary>
internal sealed class FailsAnything(SqliteLedger ledger) : LedgerAsIs(ledger)
{
    public override async ValueTask FailAsync(
        IReadOnlyCollection<LedgerEntry> entries, bool rejected, string error, Instant now, CancellationToken cancel)
    {
        foreach (var entry in entries)
        {
            var row = await Ledger.FindAsync(entry.Key, cancel) ?? entry;
            var dead = rejected || row.Attempts + 1 >= LedgerEntry.MostAttempts;
            var failed = row with { State = dead ? WindowState.Dead : WindowState.Failed, Attempts = row.Attempts + 1, Error = error, UpdatedAt = now };
            await Ledger.RecordAsync(failed, null, cancel);
        }
    }
}

/// <summary>Of two windows that end together it takes the shorter for the latest.</summary>
internal sealed class PrefersShort(SqliteLedger ledger) : LedgerAsIs(ledger)
{
    public override async ValueTask<LedgerEntry?> LatestAsync(string sensor, WindowKind kind, CancellationToken cancel)
    {
        var done = await Ledger.ReadAsync([WindowState.Done], cancel).ToListAsync(cancel);
        return done.Where(row => row.Sensor == sensor && row.Window.Kind == kind).MaxBy(row => (row.Window.End, row.Window.Start));
    }
}

/// <summary>A page goes on after the end of the last window, past others that end there too.</summary>
internal sealed class PagesByEnd(SqliteLedger ledger) : LedgerAsIs(ledger)
{
    public override ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel) =>
        Ledger.PageAsync(query with { After = query.After is { } after ? after with { Id = query.NewestFirst ? long.MinValue : long.MaxValue } : null }, cancel);
}

/// <summary>A page takes a window that ends where its stretch begins.</summary>
internal sealed class PagesTooEarly(SqliteLedger ledger) : LedgerAsIs(ledger)
{
    public override ValueTask<LedgerPage> PageAsync(LedgerQuery query, CancellationToken cancel) => Ledger.PageAsync(query with { From = query.From - Duration.FromTicks(1) }, cancel);
}
