using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>What a ledger should answer: the rules of ILedger in the plainest form, in memory.</summary>
internal sealed class LedgerModel
{
    private readonly Dictionary<string, byte[]> _previews = [];

    public Dictionary<string, LedgerEntry> Rows { get; } = [];

    public Dictionary<string, string> Facts { get; } = [];

    public List<RunRecord> Runs { get; } = [];

    public void Plan(IEnumerable<LedgerEntry> windows)
    {
        foreach (var window in windows) Rows.TryAdd(window.Key, window);
    }

    public void Record(LedgerEntry entry, byte[]? preview)
    {
        Rows[entry.Key] = entry;
        if (preview is not { Length: > 0 }) return;
        _previews[entry.Key] = preview;
        if (entry.Window.Kind != WindowKind.Cumulative) return;
        var shown = Series(entry.Sensor, WindowKind.Cumulative).Where(row => _previews.ContainsKey(row.Key)).OrderBy(row => row.Window).ToList();
        foreach (var older in shown.SkipLast(1)) _previews.Remove(older.Key);
    }

    public void Fail(IEnumerable<LedgerEntry> entries, bool rejected, string error, Instant now)
    {
        foreach (var entry in entries)
        {
            var row = Rows.GetValueOrDefault(entry.Key, entry with { State = WindowState.Planned });
            var doneSince = row.State is WindowState.Done or WindowState.Empty && row.UpdatedAt > entry.UpdatedAt;
            if (doneSince) continue;
            var state = row.State == WindowState.Pinned ? WindowState.Pinned
                : rejected || row.Attempts + 1 >= LedgerEntry.MostAttempts ? WindowState.Dead : WindowState.Failed;
            Rows[entry.Key] = row with { State = state, Attempts = row.Attempts + 1, Error = error, UpdatedAt = now };
        }
    }

    public byte[]? Preview(string key) => _previews.GetValueOrDefault(key);

    public IEnumerable<LedgerEntry> Range(string sensor, WindowKind kind, Instant from, Instant to) =>
        Series(sensor, kind).Where(row => from <= row.Window.End && row.Window.End < to).OrderBy(row => row.Window);

    public LedgerEntry? Latest(string sensor, WindowKind kind) =>
        Series(sensor, kind).Where(row => row.State == WindowState.Done).MaxBy(row => row.Window);

    public IEnumerable<LedgerCount> Count() => Rows.Values
        .GroupBy(row => (row.Sensor, row.Window.Kind, row.State))
        .Select(rows => new LedgerCount(rows.Key.Sensor, rows.Key.Kind, rows.Key.State, rows.Count(), rows.Min(row => row.Window.Start), rows.Max(row => row.Window.End)));

    /// <summary>Rows in the order in which they came to be known.</summary>
    public IEnumerable<LedgerEntry> Asked(LedgerQuery query)
    {
        var wanted = Rows.Values.Where(row =>
            (query.Sensor is null || row.Sensor == query.Sensor) && (query.Kind is null || row.Window.Kind == query.Kind)
            && (query.States.IsEmpty || query.States.Contains(row.State))
            && (query.From is null || query.From < row.Window.End) && (query.To is null || row.Window.End <= query.To)).OrderBy(row => row.Window.End);
        return query.NewestFirst ? wanted.Reverse() : wanted;
    }

    private IEnumerable<LedgerEntry> Series(string sensor, WindowKind kind) => Rows.Values.Where(row => row.Sensor == sensor && row.Window.Kind == kind);
}
