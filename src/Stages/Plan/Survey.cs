using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Counts what a planner finds and remembers the stretches of days with something to do.</summary>
internal sealed class Survey
{
    /// <summary>Stretches closer than this many days are read as one: a pass over idle rows costs less than another query.</summary>
    private const int GapDays = 31;

    private readonly Dictionary<(string, WindowKind), PlanCounts> _counts = [];
    private readonly List<Request> _requests = [];
    private bool _needsSpan;

    public void Add(DayAgenda day)
    {
        var busy = false;
        foreach (var line in day.Lines)
        {
            var key = (day.Sensor.Name, line.Entry.Window.Kind);
            if (!_counts.TryGetValue(key, out var counts)) _counts[key] = counts = new PlanCounts();
            counts.Add(line);
            if (!line.NeedsReadings) continue;

            busy = true;
            _needsSpan |= line.Entry.Window.Kind == WindowKind.Cumulative;
        }

        if (busy) Extend(day.Day.Date);
    }

    public Plan ToPlan(Agenda agenda) => new(
        agenda,
        _counts.ToImmutableSortedDictionary(),
        _needsSpan && _requests.Count > 0 ? [new Request(_requests[0].First, _requests[^1].Last)] : [.. _requests],
        _needsSpan);

    private void Extend(LocalDate date)
    {
        if (_requests.Count > 0 && Period.DaysBetween(_requests[^1].Last, date) <= GapDays) _requests[^1] = _requests[^1] with { Last = date };
        else _requests.Add(new Request(date, date));
    }
}
