using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The months whose pages a gallery that is written now and then has still to show. Safe for use by many threads at once.</summary>
internal sealed class TouchedMonths(LocalCalendar calendar)
{
    private readonly Lock _lock = new();
    private HashSet<YearMonth> _months = [];
    private bool _isAll;

    public void Add(LedgerEntry entry)
    {
        var month = calendar.DayOf(entry.Window.End - Duration.FromTicks(1)).Date.ToYearMonth();
        lock (_lock) _months.Add(month);
    }

    /// <summary>The months of some days, both dates inclusive.</summary>
    public void Add(LocalDate first, LocalDate last)
    {
        lock (_lock)
        {
            for (var month = first.ToYearMonth(); month <= last.ToYearMonth(); month = month.PlusMonths(1)) _months.Add(month);
        }
    }

    /// <summary>All of them.</summary>
    public void AddAll()
    {
        lock (_lock) _isAll = true;
    }

    /// <summary>Whether there is anything to be written.</summary>
    public bool Any
    {
        get
        {
            lock (_lock) return _isAll || _months.Count > 0;
        }
    }

    /// <summary>Gives what is to be written, null for all of them, and forgets it.</summary>
    public IReadOnlySet<YearMonth>? Take()
    {
        lock (_lock)
        {
            var taken = _isAll ? null : _months;
            (_months, _isAll) = ([], false);
            return taken;
        }
    }
}
