using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Local time and UTC: there and back.</summary>
public class ConversionLaws
{
    private delegate ResolvedTime Resolve(LocalCalendar calendar, LocalDateTime local);

    [Fact]
    public void A_local_time_with_its_offset_is_its_instant() => Law.Holds(Zones.Instants, c => KeepsTheInstant(c.Calendar, c.At, (calendar, at) =>
    {
        var whole = Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return new WindowNames(calendar, null).StartText(new Window(WindowKind.Hourly, whole, whole + Duration.FromHours(1)));
    }), runs: 2000);

    [Fact]
    public void A_local_time_with_the_offset_of_its_midnight_is_not_always_its_instant() => Mutant.IsRefuted(Zones.Instants, c =>
        KeepsTheInstant(c.Calendar, c.At, (calendar, at) =>
            OffsetDateTimePattern.GeneralIso.Format(calendar.LocalAt(at).LocalDateTime.WithOffset(calendar.LocalAt(calendar.DayOf(at).Start).Offset))));

    [Fact]
    public void A_local_time_without_its_offset_is_its_instant_or_said_to_be_ambiguous() => Law.Holds(Zones.Instants, c =>
        ComesBack(c.Calendar, c.At, (calendar, local) => calendar.Resolve(local)), runs: 5000);

    [Fact]
    public void A_local_time_that_never_is_is_said_to_be_missing() => Law.Holds(Locals, c =>
        SaysWhatIsMissing(c.Calendar, c.Local, (calendar, local) => calendar.Resolve(local)), runs: 5000);

    [Fact]
    public void Saying_nothing_of_ambiguous_times_is_found_out() => Mutant.IsRefuted(Zones.Instants, c => ComesBack(c.Calendar, c.At, Silently), runs: 5000);

    [Fact]
    public void Saying_nothing_of_missing_times_is_found_out() => Mutant.IsRefuted(Locals, c => SaysWhatIsMissing(c.Calendar, c.Local, Silently), runs: 5000);

    private static Gen<(LocalCalendar Calendar, LocalDateTime Local)> Locals =>
        from at in Zones.Instants from minutes in Gen.Choose(-90, 90) select (at.Calendar, at.Calendar.LocalAt(at.At).LocalDateTime.PlusMinutes(minutes));

    private static bool KeepsTheInstant(LocalCalendar calendar, Instant at, Func<LocalCalendar, Instant, string> text) =>
        OffsetDateTimePattern.GeneralIso.Parse(text(calendar, at)).Value.ToInstant().ToUnixTimeSeconds() == at.ToUnixTimeSeconds();

    private static bool ComesBack(LocalCalendar calendar, Instant at, Resolve resolve)
    {
        var local = calendar.LocalAt(at).LocalDateTime;
        var found = resolve(calendar, local);
        return found.Local == local && calendar.LocalAt(found.Instant) == found.Local.WithOffset(found.Offset) && (found.Occurrence switch
        {
            Occurrence.Once => found.Instant == at,
            Occurrence.Twice => found.Instant <= at && calendar.Zone.MapLocal(local).Count == 2,
            _ => false,
        });
    }

    private static bool SaysWhatIsMissing(LocalCalendar calendar, LocalDateTime local, Resolve resolve)
    {
        var (found, times) = (resolve(calendar, local), calendar.Zone.MapLocal(local));
        if (times.Count > 0) return found.Occurrence == (times.Count == 1 ? Occurrence.Once : Occurrence.Twice) && found.Instant == times.First().ToInstant();
        return found.Occurrence == Occurrence.Never
            && found.Local > local
            && calendar.LocalAt(found.Instant).LocalDateTime == found.Local
            && calendar.LocalAt(found.Instant - Duration.FromTicks(1)).LocalDateTime < local;
    }

    private static ResolvedTime Silently(LocalCalendar calendar, LocalDateTime local)
    {
        var at = calendar.Zone.AtLeniently(local);
        return new(at.ToInstant(), at.LocalDateTime, at.Offset, Occurrence.Once);
    }
}
