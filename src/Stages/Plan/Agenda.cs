using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What a run looks at, day by day: the calendar's windows met with the ledger's answers. Every call asks the ledger.</summary>
public sealed class Agenda(ILedger ledger, LocalCalendar calendar, WindowNames names, Instant asOf, RunChoice choice, ImmutableArray<SensorSpan> spans, LocalDate? anchor)
{
    private readonly ConcurrentDictionary<string, Instant> _newest = new(StringComparer.Ordinal);

    // Only of runs that would look at them again: elsewhere a window that was committed is left alone because it is done.
    private readonly ConcurrentDictionary<string, bool> _committed = new(StringComparer.Ordinal);

    public ImmutableArray<SensorSpan> Spans => spans;

    public LocalCalendar Calendar => calendar;

    public RunChoice Choice => choice;

    /// <summary>When the plan was made, before any reading was read for it: what ends later is open for the whole run, so that no window is done without its last readings.</summary>
    public Instant AsOf => asOf;

    /// <summary>Where cumulative windows begin; null where the run has none.</summary>
    public LocalDate? Anchor => anchor;

    /// <summary>Every window of the run's sensors and kinds in the days from <paramref name="first"/> to <paramref name="last"/>, both inclusive: day by day, sensor by sensor.</summary>
    public async IAsyncEnumerable<DayAgenda> ReadAsync(
        LocalDate first, LocalDate last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var days = calendar.Days(first, last).ToList();
        if (days.Count == 0) yield break;

        var known = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        foreach (var (span, kind) in spans.SelectMany(span => choice.Kinds, (span, kind) => (span, kind)))
        {
            foreach (var entry in await ledger.ReadAsync(span.Sensor.Name, kind, days[0].Start - AnyZone, days[^1].End + AnyZone, cancel)) known[entry.Key] = entry;
        }

        foreach (var day in days)
        {
            foreach (var span in spans)
            {
                if (span.First <= day.Date && day.Date <= span.Last) yield return new(span.Sensor, day, [.. Lines(span.Sensor, day, known)]);
            }
        }
    }

    /// <summary>The same agenda, to be walked in order of time.</summary>
    public Agenda Forwards() => new(ledger, calendar, names, asOf, choice with { NewestFirst = false }, spans, anchor);

    /// <summary>Whether the run commits a pinned window. If so, it has nothing else to do with it, done as it soon is.</summary>
    public bool TakesToCommit(LedgerEntry entry)
    {
        var takes = IsToCommit(entry);
        if (takes && choice.Retry is Retry.Stale or Retry.Current) _committed.TryAdd(entry.Key, true);
        return takes;
    }

    private bool IsToCommit(LedgerEntry entry)
    {
        if (!choice.Kinds.Contains(entry.Window.Kind) || (choice.Only is { } only && only != entry.Window)) return false;

        var date = calendar.DayOf(entry.Window.End - Duration.FromTicks(1)).Date;
        return spans.Any(span => span.Sensor.Name == entry.Sensor && span.First <= date && date <= span.Last)
            && Decisions.For(entry, choice, asOf) == Decision.Commit;
    }

    private IEnumerable<AgendaLine> Lines(Sensor sensor, LocalDay day, Dictionary<string, LedgerEntry> known)
    {
        foreach (var window in Windows(day))
        {
            if (choice.Only is { } only && only != window) continue;

            var key = names.Key(sensor.Name, window);
            var isKnown = known.TryGetValue(key, out var entry);
            // One key, another window: it was recorded under another zone.
            if (entry is null) entry = new LedgerEntry { Key = key, Sensor = sensor.Name, Window = window, UpdatedAt = asOf };
            else if (entry.Window != window) entry = entry with { Window = window };
            yield return new(entry, isKnown, window.End > asOf, _committed.ContainsKey(key) || IsSuperseded(sensor, entry) ? Decision.Leave : Decisions.For(entry, choice, asOf));
        }
    }

    // A newer snapshot shows all that an older one would: what keeps pictures current draws that one alone again.
    private bool IsSuperseded(Sensor sensor, LedgerEntry entry) =>
        choice.Retry == Retry.Current && entry is { Window.Kind: WindowKind.Cumulative, State: WindowState.Done or WindowState.Empty } && entry.Window.End < NewestEnd(sensor);

    private Instant NewestEnd(Sensor sensor)
    {
        if (_newest.TryGetValue(sensor.Name, out var known)) return known;

        var last = spans.First(span => span.Sensor.Name == sensor.Name).Last;
        var ended = calendar.Days(last.PlusDays(-2), last).SelectMany(day => day.Hours).Where(hour => hour.End <= asOf).Select(hour => hour.End);
        return _newest[sensor.Name] = ended.DefaultIfEmpty(Instant.MinValue).Max();
    }

    private IEnumerable<Window> Windows(LocalDay day) => choice.Kinds.SelectMany(kind => kind switch
    {
        WindowKind.Daily => [day.Daily()],
        WindowKind.Hourly => day.Hourly(),
        _ when anchor is { } start && day.Date >= start => day.Cumulative(calendar.StartOf(start)!.Value),
        _ => [],
    });

    // The same local date ends at most so much earlier or later in another zone.
    private static Duration AnyZone => Duration.FromDays(2);
}

/// <summary>The local dates of one sensor that a run covers, both inclusive.</summary>
public sealed record SensorSpan(Sensor Sensor, LocalDate First, LocalDate Last);
