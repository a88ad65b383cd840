using NodaTime;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The laws of every source of readings, run by each implementation.</summary>
public abstract class ReadingsContract
{
    /// <summary>Whether of two values of one instant the greater wins, not the later.</summary>
    private protected abstract bool GreaterWins { get; }

    private protected abstract Task<IReadings> PlantAsync(PlantedTable table);

    [Fact]
    public void Instants_strictly_rise_and_values_are_finite_or_missing() => ReadingLaws.Instants_strictly_rise_and_values_are_finite_or_missing(PlantAsync);

    [Fact]
    public void Rows_and_drops_equal_the_obvious_reference() => ReadingLaws.Rows_and_drops_equal_the_obvious_reference(PlantAsync, GreaterWins);

    [Fact]
    public void A_range_gives_the_rows_from_its_start_to_before_its_end() => ReadingLaws.A_range_gives_the_rows_from_its_start_to_before_its_end(PlantAsync);

    [Fact]
    public void Extents_are_the_first_and_last_reading_of_each_sensor() => ReadingLaws.Extents_are_the_first_and_last_reading_of_each_sensor(PlantAsync);

    [Fact]
    public async Task A_hundred_thousand_rows_come_in_batches_that_rise_across_their_boundaries()
    {
        var table = new PlantedTable([.. Enumerable.Range(0, 100_000).Select(i =>
            new PlantedRow(Instant.FromUtc(2025, 1, 1, 0, 0).ToUnixTimeTicks() + (i / 2 * 7 * NodaConstants.TicksPerSecond), i * 37 % 1024, [i, i % 3 == 0 ? null : -i, 5.5]))]);
        var expected = await ReadingLaws.ReadAsync(new ReferenceReadings(new([.. table.Rows.Take(2)]), GreaterWins), Instant.MinValue, Instant.MaxValue);

        var actual = await ReadingLaws.ReadAsync(await PlantAsync(table), Instant.MinValue, Instant.MaxValue);

        Assert.True(actual.Rises);
        Assert.Equal(50_000, actual.Rows.Length);
        Assert.Equal(expected.Rows[0], actual.Rows[0]);
    }

    [Fact]
    public Task A_pass_that_is_left_has_counted_just_what_belongs_to_the_rows_it_gave() =>
        ReadingLaws.A_pass_that_is_left_has_counted_just_what_belongs_to_the_rows_it_gave(PlantAsync, new([.. Enumerable.Range(0, 25_000).Select(i =>
            new PlantedRow(Instant.FromUtc(2025, 1, 1, 0, 0).ToUnixTimeTicks() + (i / 5 * 4 * 7 * NodaConstants.TicksPerSecond), 1, [i % 7 == 0 ? null : i, i % 3 == 0 ? double.NaN : -i, 5.5]))]));

    [Fact]
    public async Task A_cancelled_pass_ends_with_the_cancellation()
    {
        var source = await PlantAsync(new([new(0, 0, [1, 2, 3])]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in source.ReadAsync(PlantedTable.Sensors, Instant.MinValue, Instant.MaxValue, new Drops(), new CancellationToken(canceled: true))) { }
        });
    }
}
