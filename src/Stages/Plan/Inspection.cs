using System.Collections.Immutable;

namespace VizPipeline.Stages;

/// <summary>Looks at every window of a plan with the readings at hand, and draws nothing: the truth behind the dry run and the status.</summary>
public sealed class Inspection(RoadPorts ports, RoadOptions options)
{
    public async ValueTask<InspectionReport> LookAsync(Plan plan, CancellationToken cancel)
    {
        var (found, readings) = (new Dictionary<(string, WindowKind), WindowFindings>(), 0L);
        if (plan.Everything is { } everything)
        {
            using var shelf = new StripShelf(options.WorkFile, options.StripCacheBytes);
            var days = new DayReader(ports.Readings, ports.Calendar);
            var whole = plan with { NeedsSpan = plan.Agenda.Anchor is not null, Agenda = plan.Agenda.Forwards() };
            await foreach (var day in new QuerySplit(days, whole, shelf, new Drops(), everything: true).RunAsync(everything, cancel))
            {
                readings += day.Strip.Summary.Count;
                Look(day, found);
            }
        }

        return new InspectionReport(found.ToImmutableSortedDictionary(), readings);
    }

    private void Look(DayOfReadings day, Dictionary<(string, WindowKind), WindowFindings> found)
    {
        var windows = new WindowOfDay(day.Sensor, day.Strip, day.Before);
        foreach (var (entry, decision) in day.Tasks)
        {
            var key = (day.Sensor.Name, entry.Window.Kind);
            if (!found.TryGetValue(key, out var findings)) found[key] = findings = new WindowFindings();

            var now = windows.Describe(entry, options.Scale);
            var isAnswered = entry.State is WindowState.Done or WindowState.Empty;
            var isStale = isAnswered && now.Input != entry.Input && now.DataPoints > 0;
            if (isStale && entry.State == WindowState.Done) findings.StaleDone++;
            else if (isStale) findings.StaleEmpty++;
            if (decision != Decision.Draw && !(decision == Decision.Compare && isStale)) continue;

            if (now.DataPoints > 0) findings.AddPicture(entry.Window.Kind, entry.Window.Kind == WindowKind.Cumulative ? day.Before!.Days.Count + 1 : 1);
            else if (WindowOfDay.BecomesEmpty(entry)) findings.Empty++;
        }
    }
}

/// <param name="Findings">By sensor name and kind.</param>
/// <param name="Readings">Valid readings in the days looked at, all sensors together.</param>
public sealed record InspectionReport(ImmutableSortedDictionary<(string Sensor, WindowKind Kind), WindowFindings> Findings, long Readings);
