using System.Collections;

namespace VizPipeline.Stages;

/// <summary>One sensor's days from the anchor on, in time order. Written by the pass that reads them, read by many painters at once.</summary>
/// <remarks>A reader holds a prefix: what is added later changes nothing in it, so there is no lock.</remarks>
internal sealed class StripHistory(StripShelf shelf)
{
    private ShelvedStrip[] _strips = new ShelvedStrip[64];
    private SpanSummary[] _summaries = new SpanSummary[64];
    private int _count;
    private SpanSummary _summary = SpanSummary.Start;

    public int Count => _count;

    public DayStrip this[int index] => _strips[index].Load();

    /// <summary>The first <paramref name="days"/> whole days.</summary>
    public SpanSoFar Prefix(int days) => new(new PrefixOf(_strips, days), days == _count ? _summary : _summaries[days]);

    public void Add(DayStrip strip)
    {
        if (_count == _strips.Length)
        {
            Array.Resize(ref _strips, _count * 2);
            Array.Resize(ref _summaries, _count * 2);
        }

        (_strips[_count], _summaries[_count]) = (shelf.Put(strip), _summary);
        _summary = _summary.With(strip);
        _count++;
    }

    private sealed class PrefixOf(ShelvedStrip[] strips, int count) : IReadOnlyList<DayStrip>
    {
        public int Count => count;

        public DayStrip this[int index] => index < count ? strips[index].Load() : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<DayStrip> GetEnumerator() => strips.Take(count).Select(strip => strip.Load()).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>The whole days of a cumulative span that lie before some day.</summary>
/// <param name="Days">Oldest first; an item may be read back from the work file.</param>
/// <param name="Summary">What they amount to together.</param>
public sealed record SpanSoFar(IReadOnlyList<DayStrip> Days, SpanSummary Summary);
