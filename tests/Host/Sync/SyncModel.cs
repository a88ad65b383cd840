using NodaTime;

namespace VizPipeline.Tests;

/// <summary>What a source holds, and which of its cells a sync need not know of: those that changed so late that only a full one looks there.</summary>
internal sealed class SyncModel
{
    private static readonly Duration Slot = Duration.FromHours(5);

    private readonly Dictionary<Instant, double[]> _rows = [];
    private readonly Dictionary<(Instant, int), HashSet<double>> _everThere = [];
    private readonly HashSet<Instant> _unseen = [];
    private int _head;

    public Instant Now => SyncedHome.Start + (Slot * _head);

    /// <summary>Does a step to the source; gives its SQL.</summary>
    public string Do(SyncStep step)
    {
        switch (step.Move)
        {
            case SyncMove.Append:
                _head += (step.Back % 6) + 1;
                return Put(Now, step);
            case SyncMove.Ahead:
                return Put(Now + Duration.FromDays(300 + step.Back), step);
            case SyncMove.Change:
                return Put(Now - (Slot * step.Back), step);
            default:
                var at = Now - (Slot * step.Back);
                _rows.Remove(at);
                return Upstream.Remove(at);
        }
    }

    /// <summary>Everything was looked at.</summary>
    public void Seen() => _unseen.Clear();

    /// <summary>Whether the home has each cell of the source that a sync owes it, and nothing that the source never had.</summary>
    public bool IsServedBy(SortedDictionary<Instant, (double Temp, double Hum)> home)
    {
        foreach (var (at, cells) in _rows)
        {
            var here = home.TryGetValue(at, out var found) ? new[] { found.Temp, found.Hum } : [double.NaN, double.NaN];
            for (var i = 0; i < 2; i++)
                if (!double.IsNaN(cells[i]) && cells[i] != here[i] && !_unseen.Contains(at)) return false;
        }

        return home.All(row => IsFromThere(row.Key, 0, row.Value.Temp) && IsFromThere(row.Key, 1, row.Value.Hum));
    }

    private bool IsFromThere(Instant at, int sensor, double value) => double.IsNaN(value) || (_everThere.TryGetValue((at, sensor), out var values) && values.Contains(value));

    private string Put(Instant at, SyncStep step)
    {
        double[] cells = [step.Temp ?? double.NaN, step.Hum ?? double.NaN];
        _rows[at] = cells;
        if (Now - at > SyncedHome.ThreeDays) _unseen.Add(at);
        for (var i = 0; i < 2; i++)
        {
            if (!_everThere.TryGetValue((at, i), out var values)) _everThere[(at, i)] = values = [];
            values.Add(cells[i]);
        }

        return Upstream.Put(at, step.Temp, step.Hum);
    }
}
