using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Sends a request's days on newest first. Cumulative days are read once, forwards, and sent from the shelf; others a month at a time.</summary>
internal sealed class BackwardsPass(DayReader days, Plan plan, ImmutableArray<Sensor> sensors, StripShelf shelf, Drops drops)
{
    private const int DaysAtOnce = 32;

    public async IAsyncEnumerable<DayOfReadings> RunAsync(
        Request request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var work = new AgendaPages(plan.Agenda, request, line => line.NeedsReadings);
        var last = request.Last;
        if (plan.NeedsSpan && plan.Agenda.Anchor is { } anchor && anchor <= last)
        {
            var history = sensors.Select(_ => new StripHistory()).ToArray();
            await foreach (var day in days.ReadAsync(sensors, anchor, last, drops, cancel))
            {
                for (var i = 0; i < sensors.Length; i++) history[i].Add(day.Strips[i], shelf);
            }

            for (var n = history[0].Count - 1; n >= 0 && history[0][n].Day.Date >= request.First; n--)
            {
                foreach (var day in await SendAsync(work, [.. history.Select(strips => strips[n])], i => history[i].Prefix(n), cancel)) yield return day;
            }

            last = anchor.PlusDays(-1);
        }

        for (; last >= request.First; last = last.PlusDays(-DaysAtOnce))
        {
            var month = new Stack<DayStrips>();
            await foreach (var day in days.ReadAsync(sensors, LocalDate.Max(request.First, last.PlusDays(1 - DaysAtOnce)), last, drops, cancel)) month.Push(day);
            while (month.TryPop(out var day))
            {
                foreach (var sent in await SendAsync(work, day.Strips, _ => null, cancel)) yield return sent;
            }
        }
    }

    private async ValueTask<ImmutableArray<DayOfReadings>> SendAsync(
        AgendaPages work, ImmutableArray<DayStrip> strips, Func<int, SpanSoFar?> before, CancellationToken cancel)
    {
        var tasks = await work.OnAsync(strips[0].Day.Date, cancel);
        return
        [
            .. from i in Enumerable.Range(0, sensors.Length)
               where tasks.ContainsKey(sensors[i].Name)
               select new DayOfReadings(sensors[i], strips[i], before(i), [.. tasks[sensors[i].Name].Reverse()]),
        ];
    }
}
