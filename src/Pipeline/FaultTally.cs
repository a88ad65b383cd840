using System.Collections.Immutable;

namespace VizPipeline;

/// <summary>Counts every fault and keeps the first hundred, so that a run that fails a million times still fits in memory.</summary>
internal sealed class FaultTally
{
    private const int Kept = 100;
    private readonly Lock _lock = new();
    private readonly List<Fault> _first = [];
    private readonly SortedDictionary<FaultKind, int> _counts = [];
    private int _total;

    /// <summary>Returns how many there are with this one.</summary>
    public int Add(Fault fault)
    {
        lock (_lock)
        {
            if (_first.Count < Kept) _first.Add(fault);
            _counts[fault.Kind] = _counts.GetValueOrDefault(fault.Kind) + 1;
            return ++_total;
        }
    }

    public ImmutableArray<Fault> First
    {
        get
        {
            lock (_lock) return [.. _first];
        }
    }

    public ImmutableSortedDictionary<FaultKind, int> Counts
    {
        get
        {
            lock (_lock) return _counts.ToImmutableSortedDictionary();
        }
    }
}
