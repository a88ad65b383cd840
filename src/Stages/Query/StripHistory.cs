using System.Collections;
using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

/// <summary>One sensor's days from the anchor on, in time order. Written by the pass that reads them, read by many painters at once.</summary>
/// <remarks>A reader holds a prefix: what is added later changes nothing in it, so there is no lock. Only what nobody reads any more may be cut off.</remarks>
internal sealed class StripHistory
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

    /// <summary>Whether a date comes after all its days.</summary>
    public bool EndsBefore(LocalDate date) => _count == 0 || _strips[_count - 1].Day.Date < date;

    /// <summary>The date after its last day; <paramref name="anchor"/> where it has none.</summary>
    public LocalDate Next(LocalDate anchor) => _count == 0 ? anchor : _strips[_count - 1].Day.Date.PlusDays(1);

    /// <summary>Its days before a date.</summary>
    public SpanSoFar Before(LocalDate date) => Prefix(EndsBefore(date) ? _count : CountBefore(date));

    /// <summary>Forgets its days from a date on; no prefix that is still read may reach so far.</summary>
    public void CutAt(LocalDate date)
    {
        var left = CountBefore(date);
        if (left < _count) (_count, _summary) = (left, _summaries[left]);
    }

    /// <param name="strip">The day after its last one.</param>
    /// <param name="shelf">Where it lies.</param>
    public void Add(DayStrip strip, StripShelf shelf)
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

    private int CountBefore(LocalDate date)
    {
        var (from, to) = (0, _count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_strips[middle].Day.Date < date) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private sealed class PrefixOf<T>(ShelvedStrip[] strips, int count, Func<ShelvedStrip, T> get) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index] => index < count ? get(strips[index]) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<T> GetEnumerator() => strips.Take(count).Select(get).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

