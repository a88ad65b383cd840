using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A source that goes away and comes back gives the rows of the source, and counts what it drops once.</summary>
public class ResumingReadingsTests
{
    private static readonly PlantedTable ThreeRows = new([new(0, 0, [1, null, 3]), new(10, 0, [1, 2, 3]), new(20, 0, [null, 2, 3])]);

    private static readonly Gen<(PlantedTable Table, int[] Breaks)> Cases =
        from table in PlantedTable.Any
        from breaks in Gen.Choose(0, 8).ArrayOf()
        select (new PlantedTable(table.Rows.RemoveAll(row => row.Ticks is null)), breaks.Take(5).ToArray());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReferenceReadings Whole(PlantedTable table) => new(table, greaterWins: false);

    private static ResumingReadings Resuming(IReadings readings, List<string>? lost = null, TimeProvider? time = null) =>
        new(readings, time ?? new ImpatientTime(), (cause, _) => lost?.Add(cause.Message));

    private static SourceException Lost(string why = "the connection broke") => new(why) { MayPass = true };

    private static BrokenReadings Breaking(PlantedTable table, int[] breaks) =>
        new(Whole(table), pass => pass < breaks.Length ? Lost() : null, pass => pass < breaks.Length ? breaks[pass] : 0);

    private static async Task<bool> Breaking_changes_nothing((PlantedTable Table, int[] Breaks) test, Func<BrokenReadings, IReadings> around)
    {
        var resuming = Resuming(around(Breaking(test.Table, test.Breaks)));
        await resuming.OffersAsync(PlantedTable.Sensors, default);
        var expected = await ReadingLaws.ReadAsync(Whole(test.Table), Instant.MinValue, Instant.MaxValue);
        var actual = await ReadingLaws.ReadAsync(resuming, Instant.MinValue, Instant.MaxValue);
        return actual.Rises && actual.Rows.SequenceEqual(expected.Rows) && actual.Drops == expected.Drops;
    }

    [Fact]
    public void Passes_that_break_and_begin_again_give_the_same_rows_and_count_the_same_drops() =>
        Law.Holds(Cases, test => Breaking_changes_nothing(test, broken => broken));

    [Fact]
    public void The_law_refutes_a_source_that_begins_again_a_row_too_late() =>
        Mutant.IsRefuted(Cases, test => Breaking_changes_nothing(test, broken => new AfterABreak(broken) { Skips = 1 }));

    [Fact]
    public void The_law_refutes_a_source_that_counts_again_what_it_had_counted() =>
        Mutant.IsRefuted(Cases, test => Breaking_changes_nothing(test, broken => new AfterABreak(broken) { CountsAgain = Whole(test.Table) }));

    [Fact]
    public async Task A_source_that_is_gone_for_good_is_given_up_after_waiting_longer_and_longer_and_told_of_once()
    {
        var (time, lost) = (new ImpatientTime(), new List<string>());
        var source = new BrokenReadings(Whole(ThreeRows), _ => Lost("gone"), pass => pass == 0 ? 1 : 0);
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Resuming(source, lost, time)));
        Assert.Equal((6, 5), (source.Passes, time.Waits.Count));
        Assert.True(time.Waits.Last() > time.Waits.First());
        Assert.Equal(["gone"], lost);
    }

    [Fact]
    public async Task Trouble_that_does_not_pass_is_told_at_once()
    {
        var source = new BrokenReadings(Whole(ThreeRows), _ => new SourceException("wrong table"), _ => 1);
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Resuming(source)));
        Assert.Equal(1, source.Passes);
    }

    [Fact]
    public async Task A_source_that_never_answered_is_not_waited_for()
    {
        var (time, asked) = (new ImpatientTime(), 0);
        var resuming = Resuming(new BrokenReadings(Whole(ThreeRows), _ => Lost()), time: time);
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(resuming));
        var away = new ResumingReadings(new Asked(Whole(ThreeRows)) { Before = () => throw Lost($"{++asked}") }, time, (_, _) => { });
        await Assert.ThrowsAsync<SourceException>(async () => await away.OffersAsync(PlantedTable.Sensors, Cancel));
        Assert.Equal((1, 0), (asked, time.Waits.Count));
    }

    [Fact]
    public async Task What_a_source_offers_and_how_far_it_reaches_are_asked_again_too()
    {
        var (asked, lost) = (0, new List<string>());
        var source = new Asked(Whole(ThreeRows))
        {
            Before = () =>
            {
                if (++asked is 2 or 3 or 5) throw Lost($"{asked}");
            },
        };
        var resuming = new ResumingReadings(source, new ImpatientTime(), (cause, _) => lost.Add(cause.Message));
        await resuming.OffersAsync(PlantedTable.Sensors, Cancel);
        Assert.Equal(3, (await resuming.ExtentsAsync(PlantedTable.Sensors, Cancel)).Length);
        Assert.Equal(3, (await resuming.OffersAsync(PlantedTable.Sensors, Cancel)).Length);
        Assert.Equal(["2", "5"], lost);
    }

    [Fact]
    public async Task Every_row_is_worth_as_many_attempts_again()
    {
        var table = new PlantedTable([.. Enumerable.Range(0, 40).Select(i => new PlantedRow(i * 10, 0, [1, 2, 3]))]);
        var lost = new List<string>();
        var source = new BrokenReadings(Whole(table), pass => pass < 39 ? Lost() : null, _ => 1);
        Assert.Equal(40, await ReadAsync(Resuming(source, lost)));
        Assert.Equal(39, lost.Count);
    }

    [Fact]
    public async Task A_cancellation_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        var source = new ResumingReadings(new BrokenReadings(Whole(ThreeRows), _ => Lost(), _ => 1), TimeProvider.System, (_, _) => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(source, stop.Token));
    }

    private static async Task<int> ReadAsync(IReadings source, CancellationToken? cancel = null)
    {
        var rows = 0;
        await foreach (var batch in source.ReadAsync(PlantedTable.Sensors, Instant.MinValue, Instant.MaxValue, new Drops(), cancel ?? Cancel)) rows += batch.Ticks.Length;
        return rows;
    }

    /// <summary>Has something to do before it is asked what it offers or how far it reaches.</summary>
    private sealed class Asked(IReadings readings) : IReadings
    {
        public Action Before { get; init; } = () => { };

        public string Name => readings.Name;

        public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
        {
            Before();
            return readings.OffersAsync(sensors, cancel);
        }

        public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel)
        {
            Before();
            return readings.ExtentsAsync(sensors, cancel);
        }

        public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
            readings.ReadAsync(sensors, start, end, drops, cancel);
    }

    /// <summary>After a break it goes on behind the row it broke at, or counts what came before it once more.</summary>
    private sealed class AfterABreak(BrokenReadings readings) : IReadings
    {
        public int Skips { get; init; }

        public IReadings? CountsAgain { get; init; }

        public string Name => readings.Name;

        public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.OffersAsync(sensors, cancel);

        public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => readings.ExtentsAsync(sensors, cancel);

        public async IAsyncEnumerable<ReadingBatch> ReadAsync(
            ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            var skips = readings.Passes > 0 ? Skips : 0;
            if (CountsAgain is { } again && readings.Passes > 0)
            {
                await foreach (var _ in again.ReadAsync(sensors, Instant.MinValue, start, drops, cancel)) { }
            }

            await foreach (var batch in readings.ReadAsync(sensors, start, end, drops, cancel).Skip(skips)) yield return batch;
        }
    }
}
