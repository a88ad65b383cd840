using System.Collections;
using VizPipeline.Imaging;

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
    public SpanSoFar Prefix(int days) =>
        new(new PrefixOf<DayStrip>(_strips, days, strip => strip.Load()), new PrefixOf<StripRow?>(_strips, days, strip => strip.Row), days == _count ? _summary : _summaries[days]);

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

    private sealed class PrefixOf<T>(ShelvedStrip[] strips, int count, Func<ShelvedStrip, T> get) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index] => index < count ? get(strips[index]) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<T> GetEnumerator() => strips.Take(count).Select(get).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

