using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Reads a request's days in one pass and sends on those with something to do; with <paramref name="everything"/>, all of them with all their windows.</summary>
internal sealed class QuerySplit(DayReader days, Plan plan, StripShelf shelf, Drops drops, bool everything = false) : ISplit<Request, DayOfReadings>
{
    public IAsyncEnumerable<DayOfReadings> RunAsync(Request request, CancellationToken cancel) =>
        plan.Agenda.Choice.NewestFirst ? Backwards().RunAsync(request, cancel) : Forwards(request, cancel);

    private ImmutableArray<Sensor> Sensors => [.. plan.Agenda.Spans.Select(span => span.Sensor)];

    private async IAsyncEnumerable<DayOfReadings> Forwards(
        Request request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var anchor = plan.NeedsSpan ? plan.Agenda.Anchor : null;
        var history = Sensors.Select(_ => new StripHistory(shelf)).ToArray();
        var work = new AgendaPages(plan.Agenda, request, line => everything || line.NeedsReadings);
        await foreach (var day in days.ReadAsync(Sensors, Earlier(anchor, request.First), request.Last, drops, cancel))
        {
            if (day.Day.Date >= request.First)
            {
                var tasks = await work.OnAsync(day.Day.Date, cancel);
                for (var i = 0; i < Sensors.Length; i++)
                {
                    var before = day.Day.Date >= anchor ? history[i].Prefix(history[i].Count) : null;
                    if (tasks.TryGetValue(Sensors[i].Name, out var found)) yield return new(Sensors[i], day.Strips[i], before, found);
                }
            }

            for (var i = 0; day.Day.Date >= anchor && i < Sensors.Length; i++) history[i].Add(day.Strips[i]);
        }
    }

    private BackwardsPass Backwards() => new(days, plan, Sensors, shelf, drops);

    private static LocalDate Earlier(LocalDate? anchor, LocalDate first) => anchor < first ? anchor.Value : first;
}
