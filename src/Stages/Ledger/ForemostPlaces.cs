using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>Of all places added, so many that come first.</summary>
internal sealed class ForemostPlaces(int most, bool newestFirst)
{
    // The last of them on top, which is the next to go.
    private readonly PriorityQueue<LedgerPlace, LedgerPlace> _kept =
        new(newestFirst ? Comparer<LedgerPlace>.Default : Comparer<LedgerPlace>.Create((left, right) => right.CompareTo(left)));

    /// <summary>The last of them; null while there is room for more, so that any place is one.</summary>
    public LedgerPlace? Last => _kept.Count < most ? null : _kept.Peek();

    public void Add(LedgerPlace place)
    {
        if (_kept.Count < most) _kept.Enqueue(place, place);
        else _kept.EnqueueDequeue(place, place);
    }

    public ImmutableArray<LedgerPlace> InOrder()
    {
        var places = _kept.UnorderedItems.Select(item => item.Element).Order().ToImmutableArray();
        return newestFirst ? [.. places.Reverse()] : places;
    }
}
