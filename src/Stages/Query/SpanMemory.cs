using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>
/// The days of cumulative spans that are over, kept from one run to the next, so that a service reads a day of the past once and not with each snapshot.
/// For one run at a time.
/// </summary>
/// <remarks>What it holds of a day is what the source said when it was read: whoever wants to hear of changes makes it <see cref="Forget"/>.</remarks>
/// <param name="workFile">For what is beyond the budget; made when needed, gone when this is.</param>
/// <param name="budgetBytes">Most bytes of days in memory.</param>
public sealed class SpanMemory(string workFile, long budgetBytes) : IDisposable
{
    private readonly Dictionary<string, StripHistory> _histories = new(StringComparer.Ordinal);
    private StripShelf _shelf = new(workFile, budgetBytes);
    private LocalDate? _anchor;
    private LocalDate _keptBefore = LocalDate.MinIsoValue;

    /// <summary>Only days before this date are kept; later ones are read again by every run.</summary>
    public LocalDate SettledBefore { get; set; } = LocalDate.MinIsoValue;

    /// <summary>Lets go of all days.</summary>
    public void Forget()
    {
        _histories.Clear();
        _shelf.Dispose();
        _shelf = new(workFile, budgetBytes);
    }

    public void Dispose() => _shelf.Dispose();

    /// <summary>What is kept of some sensors, to be gone on with by the run that asks.</summary>
    internal StripHistory[] Begin(ImmutableArray<Sensor> sensors, LocalDate anchor)
    {
        if (_anchor != anchor) Forget();
        _anchor = anchor;
        // What the last run put on its own shelf went with it.
        foreach (var history in _histories.Values) history.CutAt(_keptBefore);
        _keptBefore = SettledBefore;
        return [.. sensors.Select(sensor => HistoryOf(sensor.Name))];
    }

    /// <summary>Where a day goes.</summary>
    /// <param name="date">Its date.</param>
    /// <param name="run">Where those go that only the run needs.</param>
    internal StripShelf ShelfFor(LocalDate date, StripShelf run) => date < _keptBefore ? _shelf : run;

    private StripHistory HistoryOf(string sensor) =>
        _histories.TryGetValue(sensor, out var known) ? known : _histories[sensor] = new StripHistory();
}
