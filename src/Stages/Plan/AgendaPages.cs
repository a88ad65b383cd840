using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>The wanted lines of an agenda, read a month at a time, so that memory does not grow with the plan. For one pass, in either direction.</summary>
internal sealed class AgendaPages(Agenda agenda, Request request, Func<AgendaLine, bool> wanted)
{
    private const int DaysAtOnce = 32;

    private readonly Dictionary<LocalDate, Dictionary<string, ImmutableArray<WindowTask>>> _page = [];
    private int? _number;

    /// <summary>The wanted windows of one date of the request, by sensor; a sensor without any is left out.</summary>
    public async ValueTask<IReadOnlyDictionary<string, ImmutableArray<WindowTask>>> OnAsync(LocalDate date, CancellationToken cancel)
    {
        var number = Period.DaysBetween(request.First, date) / DaysAtOnce;
        if (_number != number) await LoadAsync(number, cancel);
        return _page.GetValueOrDefault(date) ?? [];
    }

    private async ValueTask LoadAsync(int number, CancellationToken cancel)
    {
        _page.Clear();
        var first = request.First.PlusDays(number * DaysAtOnce);
        await foreach (var day in agenda.ReadAsync(first, LocalDate.Min(request.Last, first.PlusDays(DaysAtOnce - 1)), cancel))
        {
            var tasks = day.Lines.Where(wanted).Select(line => new WindowTask(line.Entry, line.Decision)).ToImmutableArray();
            if (tasks.IsEmpty) continue;

            if (!_page.TryGetValue(day.Day.Date, out var sensors)) _page[day.Day.Date] = sensors = new(StringComparer.Ordinal);
            sensors[day.Sensor.Name] = tasks;
        }

        _number = number;
    }
}
