using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What is due when, beside a slow list of every hour and day of the zone.</summary>
public class ScheduleLaws
{
    private delegate Due Between(Schedule schedule, Instant after, Instant upTo);

    private static readonly Gen<(Schedule Schedule, Instant After, Duration Later)> Cases =
        from at in Zones.Instants
        from settle in Gen.Elements(0, 90, 120, 600, 3000)
        from live in Gen.Elements(null, (int?)5, 37, 60, 720)
        from kinds in Gen.SubListOf((IEnumerable<WindowKind>)Enum.GetValues<WindowKind>())
        from later in Gen.Choose(0, 200_000)
        select (new Schedule(at.Calendar, kinds.ToImmutableHashSet(), Duration.FromSeconds(settle), live is { } minutes ? Duration.FromMinutes(minutes) : null), at.At, Duration.FromSeconds(later));

    private static bool Is_as_listed(Schedule schedule, Instant after, Instant upTo, Between between)
    {
        var listed = Listed(schedule, after, upTo);
        return between(schedule, after, upTo) == listed.Aggregate(Due.None, (sum, one) => sum | one.Due)
            && (listed.Count == 0 || schedule.Next(after) == listed.Min(one => one.At));
    }

    // Every hour's and day's end, with the delay of each kind, one by one.
    private static List<(Instant At, Due Due)> Listed(Schedule schedule, Instant after, Instant upTo)
    {
        var (first, last) = (schedule.Calendar.DayOf(after - Duration.FromDays(3)).Date, schedule.Calendar.DayOf(upTo + Duration.FromDays(2)).Date);
        var all = new List<(Instant At, Due Due)>();
        foreach (var day in schedule.Calendar.Days(first, last))
        {
            if (schedule.Kinds.Contains(WindowKind.Hourly)) all.AddRange(day.Hourly().Select(hour => (hour.End + schedule.Settle, Due.Ended)));
            if (schedule.Kinds.Contains(WindowKind.Daily)) all.Add((day.Daily().End + schedule.Settle, Due.Ended));
            if (schedule.Kinds.Contains(WindowKind.Cumulative)) all.AddRange(day.Hourly().Select(hour => (hour.End + Duration.Max(schedule.Settle, Duration.FromMinutes(5)), Due.Snapshot)));
            if (schedule is { Live: { } every } && schedule.Kinds.Contains(WindowKind.Daily))
                for (var at = day.Start + every; at < day.End; at += every) all.Add((at, Due.Live));
        }

        return [.. all.Where(one => after < one.At && one.At <= upTo)];
    }

    [Fact]
    public void What_is_due_is_what_a_slow_list_of_hours_and_days_has() =>
        Law.Holds(Cases, c => Is_as_listed(c.Schedule, c.After, c.After + c.Later, (schedule, after, upTo) => schedule.Between(after, upTo)), runs: 1500);

    [Fact]
    public void The_law_refutes_hours_of_universal_time() => Mutant.IsRefuted(Cases, c => Is_as_listed(c.Schedule, c.After, c.After + c.Later,
        (schedule, after, upTo) => (schedule with { Calendar = Zones.Calendar("Etc/GMT") }).Between(after, upTo)));

    [Fact]
    public void The_law_refutes_a_schedule_that_gives_readings_no_time() => Mutant.IsRefuted(Cases, c => Is_as_listed(c.Schedule, c.After, c.After + c.Later,
        (schedule, after, upTo) => (schedule with { Settle = Duration.Zero }).Between(after, upTo)));

    [Fact]
    public void However_long_it_was_asleep_each_thing_is_due_once()
    {
        var calendar = Zones.Calendar("America/Los_Angeles");
        var schedule = new Schedule(calendar, Enum.GetValues<WindowKind>().ToImmutableHashSet(), Duration.FromMinutes(2), Live: null);
        var at = Instant.FromUtc(2025, 3, 8, 12, 0);
        Assert.Equal(Due.Ended | Due.Snapshot, schedule.Between(at, at + Duration.FromDays(40)));
        Assert.Equal(Due.None, schedule.Between(at + Duration.FromMinutes(10), at + Duration.FromMinutes(50)));
    }

    [Fact]
    public void Where_nothing_is_wanted_nothing_is_due() =>
        Assert.Null(new Schedule(Zones.Calendar("Etc/GMT"), ImmutableHashSet<WindowKind>.Empty, Duration.Zero, Duration.FromMinutes(5)).Next(Instant.FromUtc(2025, 1, 1, 0, 0)));
}
