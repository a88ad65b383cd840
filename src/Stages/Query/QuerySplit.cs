using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Reads a request's days in one pass and sends on those with something to do; with <paramref name="everything"/>, all of them with all their windows.</summary>
/// <param name="days">The source.</param>
/// <param name="plan">What is to be done.</param>
/// <param name="shelf">Where days lie that later ones need.</param>
/// <param name="drops">Counts what are no readings.</param>
/// <param name="everything">Whether days without anything to do are sent on too.</param>
/// <param name="memory">Days that an earlier run has read; null where each run reads all of them. Newest first, it is not asked.</param>
internal sealed class QuerySplit(DayReader days, Plan plan, StripShelf shelf, Drops drops, bool everything = false, SpanMemory? memory = null) : ISplit<Request, DayOfReadings>
{
    public IAsyncEnumerable<DayOfReadings> RunAsync(Request request, CancellationToken cancel) =>
        plan.Agenda.Choice.NewestFirst ? Backwards().RunAsync(request, cancel) : Forwards(request, cancel);

    private ImmutableArray<Sensor> Sensors => [.. plan.Agenda.Spans.Select(span => span.Sensor)];

    private async IAsyncEnumerable<DayOfReadings> Forwards(
        Request request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var anchor = plan.NeedsSpan ? plan.Agenda.Anchor : null;
        var history = anchor is { } start && memory is not null ? memory.Begin(Sensors, start) : [.. Sensors.Select(_ => new StripHistory())];
        var work = new AgendaPages(plan.Agenda, request, line => everything || line.NeedsReadings);
        await foreach (var day in days.ReadAsync(Sensors, Beginning(history, anchor, request.First), request.Last, drops, cancel))
        {
            if (day.Day.Date >= request.First)
            {
                var tasks = await work.OnAsync(day.Day.Date, cancel);
                for (var i = 0; i < Sensors.Length; i++)
                {
                    var before = day.Day.Date >= anchor ? history[i].Before(day.Day.Date) : null;
                    if (tasks.TryGetValue(Sensors[i].Name, out var found)) yield return new(Sensors[i], day.Strips[i], before, found);
                }
            }

            for (var i = 0; day.Day.Date >= anchor && i < Sensors.Length; i++)
            {
                if (history[i].EndsBefore(day.Day.Date)) history[i].Add(day.Strips[i], memory?.ShelfFor(day.Day.Date, shelf) ?? shelf);
            }
        }
    }

    private BackwardsPass Backwards() => new(days, plan, Sensors, shelf, drops);

    // The first day that a span lacks, or the first that is asked for.
    private static LocalDate Beginning(StripHistory[] history, LocalDate? anchor, LocalDate first) =>
        anchor is { } start && history.Min(strips => strips.Next(start)) is var lacking && lacking < first ? lacking : first;
}
