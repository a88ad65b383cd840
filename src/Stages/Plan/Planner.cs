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
        var asOf = clock.GetCurrentInstant() - choice.Settle;
        var extents = await readings.ExtentsAsync(choice.Sensors, cancel);
        var spans = SpansOf(choice, extents);
        var anchor = choice.Kinds.Contains(WindowKind.Cumulative) ? await AnchorAsync(choice, extents, write, cancel) : null;
        var agenda = new Agenda(ledger, calendar, names, asOf, choice, spans, anchor);
        var survey = new Survey();
        if (spans.IsEmpty) return survey.ToPlan(agenda);

        var (last, writing) = (spans.Max(span => span.Last), Task.CompletedTask);
        for (var first = spans.Min(span => span.First); first <= last; first = first.PlusDays(DaysAtOnce))
        {
            var missing = new List<LedgerEntry>();
            await foreach (var day in agenda.ReadAsync(first, LocalDate.Min(last, first.PlusDays(DaysAtOnce - 1)), cancel))
            {
                survey.Add(day);
                missing.AddRange(from line in day.Lines where !line.IsKnown && line.Decision == Decision.Draw select line.Entry);
            }

            // The next days are looked up while these are written.
            await writing;
            if (write && missing.Count > 0) writing = ledger.PlanAsync(missing, cancel).AsTask();
        }

        await writing;

        return survey.ToPlan(agenda);
    }

    private ImmutableArray<SensorSpan> SpansOf(RunChoice choice, ImmutableArray<Extent> extents)
    {
        var found = extents.ToDictionary(extent => extent.Sensor.Name, StringComparer.Ordinal);
        return
        [
            .. from sensor in choice.Sensors
               where found.ContainsKey(sensor.Name)
               let only = choice.Only is { } window ? DateOf(window.End - Duration.FromTicks(1)) : (LocalDate?)null
               let first = only ?? LocalDate.Max(choice.First ?? LocalDate.MinIsoValue, DateOf(found[sensor.Name].First))
               let last = only ?? LocalDate.Min(choice.Last ?? LocalDate.MaxIsoValue, DateOf(found[sensor.Name].Last))
               where first <= last
               select new SensorSpan(sensor, first, last),
        ];
    }

    private async ValueTask<LocalDate?> AnchorAsync(RunChoice choice, ImmutableArray<Extent> extents, bool write, CancellationToken cancel)
    {
        if (choice.Anchor is { } chosen) return FirstDay(chosen);
        if (await ledger.FactAsync(AnchorFact, cancel) is { } kept) return FirstDay(ParseDate(kept));
        if (extents.IsEmpty) return null;

        // The whole source's first reading, not the first of the sensors asked for, so that the order of runs changes nothing.
        var all = choice.AllSensors.SequenceEqual(choice.Sensors) ? extents : await readings.ExtentsAsync(choice.AllSensors, cancel);
        var first = DateOf(all.Min(extent => extent.First));
        return write ? ParseDate(await ledger.FixAsync(AnchorFact, LocalText.Date(first), cancel)) : first;
    }

    // A clock that was never set may have given a reading a time that no calendar reaches.
    private LocalDate DateOf(Instant at) =>
        calendar.DayOf(Instant.Max(LocalCalendar.Earliest, Instant.Min(LocalCalendar.Latest - Duration.FromTicks(1), at))).Date;

    // A zone may have skipped the date.
    private LocalDate? FirstDay(LocalDate anchor) => calendar.Days(anchor, anchor.PlusDays(2)).FirstOrDefault()?.Date;

    private static LocalDate ParseDate(string text) => LocalText.ParseDate(text) ?? throw new FormatException($"'{text}' is no date");
}
