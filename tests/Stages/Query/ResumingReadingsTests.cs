using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Days read through a source that goes away are the days of the source.</summary>
public class ResumingDaysTests
{
    private static readonly Gen<(History History, int[] Breaks)> Cases =
        from history in History.Any
        from breaks in Gen.Choose(0, 8).ArrayOf()
        select (history, breaks.Take(5).ToArray());

    private static async Task<List<string>> DaysAsync(RoadHome home, Func<IReadings, IReadings> around, TimeProvider time, LocalDate? first = null)
    {
        var days = new ResumingDays(new DayReader(around(new SqliteReadings(home.Source, new WideLayout())), home.Calendar), time);
        var last = home.History.First.PlusDays(home.History.Days - 1);
        return await days.ReadAsync(History.Sensors, first ?? home.History.First, last, new Drops(), default).Select(Told).ToListAsync();
    }

    private static string Told(DayStrips day) =>
        $"{day.Day.Date} {string.Join(" ", day.Strips.Select(strip => string.Join(",", strip.Slices.Select(slice => slice.Digest))))}";

    private static async Task<bool> Breaking_changes_nothing(History history, int[] breaks, Func<ResumingCase, IReadings> read)
    {
        await using var home = new RoadHome(history);
        var whole = await DaysAsync(home, readings => readings, TimeProvider.System);
        Assert.Equal(home.Calendar.Days(history.First, history.First.PlusDays(history.Days - 1)).Count(), whole.Count);
        return whole.SequenceEqual(await DaysAsync(home, readings => read(new(readings, breaks)), new ImpatientTime()));
    }

    internal sealed record ResumingCase(IReadings Readings, int[] Breaks);

    private static BrokenReadings Breaking(ResumingCase test) => new(
        test.Readings, pass => pass < test.Breaks.Length ? new SourceException("the connection broke") { MayPass = true } : null, pass => pass < test.Breaks.Length ? test.Breaks[pass] : 0);

    [Fact]
    public void Passes_that_break_and_begin_again_give_the_same_days() =>
        Law.Holds(Cases, test => Breaking_changes_nothing(test.History, test.Breaks, Breaking), runs: 60);

    [Fact]
    public void The_law_refutes_a_source_that_begins_again_a_row_too_late() =>
        Mutant.IsRefuted(Cases, test => Breaking_changes_nothing(test.History, test.Breaks, made => new SkipsAfterABreak(Breaking(made))));

    [Fact]
    public async Task A_source_that_is_gone_for_good_is_given_up_after_waiting_longer_and_longer()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 2, everyMinutes: 100));
        var time = new ImpatientTime();
        BrokenReadings? source = null;
        await Assert.ThrowsAsync<SourceException>(() => DaysAsync(home, readings => source = new(readings, _ => new SourceException("gone") { MayPass = true }, _ => 1), time));
        Assert.Equal((6, 5), (source!.Passes, time.Waits.Count));
        Assert.True(time.Waits.Last() > time.Waits.First());
    }

    [Fact]
    public async Task Trouble_that_does_not_pass_is_told_at_once()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 2, everyMinutes: 100));
        BrokenReadings? source = null;
        await Assert.ThrowsAsync<SourceException>(() => DaysAsync(home, readings => source = new(readings, _ => new SourceException("wrong table"), _ => 1), new ImpatientTime()));
        Assert.Equal(1, source!.Passes);
    }

    [Fact]
    public async Task Every_new_day_is_worth_as_many_attempts_again()
    {
        await using var home = new RoadHome(History.Made(new(2025, 1, 1), days: 12, everyMinutes: 100));
        var days = await DaysAsync(home, readings => new BrokenReadings(readings, pass => pass < 11 ? new SourceException("again") { MayPass = true } : null, _ => 16), new ImpatientTime());
        Assert.Equal(12, days.Count);
    }

    /// <summary>After a break it goes on behind the row it broke at, as one does who remembers rows instead of days.</summary>
    private sealed class SkipsAfterABreak(BrokenReadings readings) : IReadings
    {
        public string Name => readings.Name;

        public ValueTask<System.Collections.Immutable.ImmutableArray<Sensor>> OffersAsync(System.Collections.Immutable.ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

        public ValueTask<System.Collections.Immutable.ImmutableArray<Extent>> ExtentsAsync(System.Collections.Immutable.ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

        public IAsyncEnumerable<ReadingBatch> ReadAsync(System.Collections.Immutable.ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
            readings.Passes > 0 ? readings.ReadAsync(sensors, start, end, drops, cancel).Skip(1) : readings.ReadAsync(sensors, start, end, drops, cancel);
    }
}
