using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public class DayReaderExamples
{
    private static readonly LocalCalendar Calendar = Zones.Calendar("America/Los_Angeles");
    private static readonly LocalDate Monday = new(2025, 6, 2);

    private static IAsyncEnumerable<DayStrips> Days(params long[] seconds) =>
        new DayReader(new Rows([.. seconds]), Calendar).ReadAsync([History.Temperature], Monday, Monday.PlusDays(2), new Drops(), default);

    [Fact]
    public async Task Days_without_a_reading_are_days_too() =>
        Assert.Equal([0, 0, 1], await Days(2 * 86_400).Select(day => day.Strips[0].Summary.Count).ToListAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_source_without_a_row_gives_empty_days() => Assert.Equal(3, await Days().CountAsync(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(500, 400)]
    [InlineData(500, 500)]
    [InlineData(90_000, 500)]
    [InlineData(-1, 500)]
    [InlineData(500, 3 * 86_400)]
    public async Task Readings_out_of_order_or_out_of_range_are_the_sources_mistake(long first, long second) =>
        await Assert.ThrowsAsync<SourceException>(async () => await Days(first, second).CountAsync(TestContext.Current.CancellationToken));

    /// <summary>Gives rows as they come, asked for or not.</summary>
    private sealed class Rows(ImmutableArray<long> seconds) : IReadings
    {
        private static readonly double[] One = [1.0];

        public string Name => "rows";

        public ValueTask<ImmutableArray<Sensor>> OffersAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => ValueTask.FromResult(sensors);

        public ValueTask<ImmutableArray<Extent>> ExtentsAsync(ImmutableArray<Sensor> sensors, CancellationToken cancel) => throw new NotSupportedException();

        public IAsyncEnumerable<ReadingBatch> ReadAsync(ImmutableArray<Sensor> sensors, Instant start, Instant end, Drops drops, CancellationToken cancel) =>
            seconds.Select(second => new ReadingBatch(
                new[] { (Calendar.StartOf(Monday)!.Value + Duration.FromSeconds(second)).ToUnixTimeTicks() }, [One])).ToAsyncEnumerable();
    }
}
