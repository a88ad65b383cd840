using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Stages;

/// <summary>Writes the plan before the work: the same planner for every run, dry or not.</summary>
public sealed class Planner(IReadings readings, ILedger ledger, LocalCalendar calendar, WindowNames names, IClock clock)
{
    /// <summary>The ledger's fact that fixes where cumulative windows begin.</summary>
    public const string AnchorFact = "cumulative start";

    private const int DaysAtOnce = 32;

    /// <summary>Finds everything the choice asks for; with <paramref name="write"/>, windows new to the ledger are in it when this returns.</summary>
    public async ValueTask<Plan> PlanAsync(RunChoice choice, bool write, CancellationToken cancel)
    {
        var asOf = clock.GetCurrentInstant();
        var extents = await readings.ExtentsAsync(choice.Sensors, cancel);
        var spans = SpansOf(choice, extents, asOf);
        var anchor = choice.Kinds.Contains(WindowKind.Cumulative) ? await AnchorAsync(choice, extents, write, cancel) : null;
        var agenda = new Agenda(ledger, calendar, names, asOf, choice, spans, anchor);
        var survey = new Survey();
        if (spans.IsEmpty) return survey.ToPlan(agenda);

        var last = spans.Max(span => span.Last);
        for (var first = spans.Min(span => span.First); first <= last; first = first.PlusDays(DaysAtOnce))
        {
            var missing = new List<LedgerEntry>();
            await foreach (var day in agenda.ReadAsync(first, LocalDate.Min(last, first.PlusDays(DaysAtOnce - 1)), cancel))
            {
                survey.Add(day);
                missing.AddRange(from line in day.Lines where !line.IsKnown && line.Decision == Decision.Draw select line.Entry with { UpdatedAt = asOf });
            }

            if (write && missing.Count > 0) await ledger.PlanAsync(missing, cancel);
        }

        return survey.ToPlan(agenda);
    }

    private ImmutableArray<SensorSpan> SpansOf(RunChoice choice, ImmutableArray<Extent> extents, Instant asOf)
    {
        var today = calendar.DayOf(asOf).Date;
        var found = extents.ToDictionary(extent => extent.Sensor.Name, StringComparer.Ordinal);
        return
        [
            .. from sensor in choice.Sensors
               let extent = found.GetValueOrDefault(sensor.Name)
               let first = choice.First ?? (extent is null ? null : calendar.DayOf(extent.First).Date)
               let end = extent is null ? (LocalDate?)null : calendar.DayOf(extent.Last).Date
               // Days yet to come have nothing to draw.
               let last = choice.Last is { } asked ? LocalDate.Min(asked, LocalDate.Max(end ?? today, today)) : end
               where first is not null && last is not null && first <= last
               select new SensorSpan(sensor, first.Value, last.Value),
        ];
    }

    private async ValueTask<LocalDate?> AnchorAsync(RunChoice choice, ImmutableArray<Extent> extents, bool write, CancellationToken cancel)
    {
        if (choice.Anchor is { } chosen) return FirstDay(chosen);
        if (await ledger.FactAsync(AnchorFact, cancel) is { } kept) return FirstDay(ParseDate(kept));
        if (extents.IsEmpty) return null;

        // The whole source's first reading, not the first of the sensors asked for, so that the order of runs changes nothing.
        var all = choice.AllSensors.SequenceEqual(choice.Sensors) ? extents : await readings.ExtentsAsync(choice.AllSensors, cancel);
        var first = calendar.DayOf(all.Min(extent => extent.First)).Date;
        return write ? ParseDate(await ledger.FixAsync(AnchorFact, LocalText.Date(first), cancel)) : first;
    }

    // A zone may have skipped the date.
    private LocalDate? FirstDay(LocalDate anchor) => calendar.Days(anchor, anchor.PlusDays(2)).FirstOrDefault()?.Date;

    private static LocalDate ParseDate(string text) => LocalText.ParseDate(text) ?? throw new FormatException($"'{text}' is no date");
}
