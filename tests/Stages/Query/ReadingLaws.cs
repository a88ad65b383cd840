using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Makes a source that holds just this table.</summary>
internal delegate Task<IReadings> Planter(PlantedTable table);

/// <summary>What every source of readings owes the road.</summary>
internal static class ReadingLaws
{
    private const int Runs = 120;

    internal sealed record Pass(ImmutableArray<(long Ticks, string Values)> Rows, bool Rises, string Drops);

    public static void Instants_strictly_rise_and_values_are_finite_or_missing(Planter plant) => Law.Holds(PlantedTable.Any, async table =>
        (await ReadAsync(await plant(table), Instant.MinValue, Instant.MaxValue)).Rises, Runs);

    public static void Rows_and_drops_equal_the_obvious_reference(Planter plant, bool greaterWins) => Law.Holds(PlantedTable.Any, async table =>
    {
        var expected = await ReadAsync(new ReferenceReadings(table, greaterWins), Instant.MinValue, Instant.MaxValue);
        var actual = await ReadAsync(await plant(table), Instant.MinValue, Instant.MaxValue);
        return actual.Rows.SequenceEqual(expected.Rows) && actual.Drops == expected.Drops;
    }, Runs);

    public static void A_range_gives_the_rows_from_its_start_to_before_its_end(Planter plant) => Law.Holds(
        from table in PlantedTable.Any from a in table.Edge from b in table.Edge select (table, a, b), async made =>
        {
            var source = await plant(made.table);
            var whole = await ReadAsync(source, Instant.MinValue, Instant.MaxValue);
            var part = await ReadAsync(source, made.a, made.b);
            return part.Rows.SequenceEqual(whole.Rows.Where(row => made.a.ToUnixTimeTicks() <= row.Ticks && row.Ticks < made.b.ToUnixTimeTicks()));
        }, Runs);

    public static void Extents_are_the_first_and_last_reading_of_each_sensor(Planter plant) => Law.Holds(PlantedTable.Any, async table =>
    {
        var source = await plant(table);
        var extents = await source.ExtentsAsync(PlantedTable.Sensors, default);
        var expected = new Dictionary<Sensor, Extent>();
        foreach (var sensor in PlantedTable.Sensors)
        {
            var alone = (await ReadAsync(source, Instant.MinValue, Instant.MaxValue, sensor)).Rows;
            if (alone.Length > 0) expected[sensor] = new(sensor, Instant.FromUnixTimeTicks(alone[0].Ticks), Instant.FromUnixTimeTicks(alone[^1].Ticks));
        }

        return extents.SequenceEqual(PlantedTable.Sensors.Where(expected.ContainsKey).Select(sensor => expected[sensor]));
    }, Runs);

    /// <summary>What is read by a pass that is left after each number of batches, and by another from there on, is what one pass reads and drops.</summary>
    public static async Task A_pass_that_is_left_has_counted_just_what_belongs_to_the_rows_it_gave(Planter plant, PlantedTable table)
    {
        var source = await plant(table);
        var whole = await ReadAsync(source, Instant.MinValue, Instant.MaxValue);
        var (start, seen) = (Instant.FromUnixTimeTicks(table.Rows.Min(row => row.Ticks)!.Value), true);
        for (var batches = 1; seen; batches++)
        {
            var (drops, next, given) = (new Drops(), start, 0);
            await foreach (var batch in source.ReadAsync(PlantedTable.Sensors, start, Instant.MaxValue, drops, default))
            {
                next = Instant.FromUnixTimeTicks(batch.Ticks.Span[^1] + 1);
                if (++given == batches) break;
            }

            seen = given == batches;
            Assert.Equal(whole.Drops, Told((await DropsAsync(source, next)).Concat([drops])));
        }

        static async Task<Drops[]> DropsAsync(IReadings source, Instant start)
        {
            var drops = new Drops();
            await foreach (var _ in source.ReadAsync(PlantedTable.Sensors, start, Instant.MaxValue, drops, default)) { }
            return [drops];
        }
    }

    private static string Told(params IEnumerable<Drops> all) =>
        string.Join(' ', Enum.GetValues<DropReason>().Select(reason => $"{reason}={all.Sum(drops => drops[reason])}"));

    public static async Task<Pass> ReadAsync(IReadings source, Instant start, Instant end, params ImmutableArray<Sensor> sensors)
    {
        var wanted = sensors.IsEmpty ? PlantedTable.Sensors : sensors;
        var drops = new Drops();
        var rows = ImmutableArray.CreateBuilder<(long, string)>();
        var (last, rises) = (long.MinValue, true);
        await foreach (var batch in source.ReadAsync(wanted, start, end, drops, default))
        {
            rises &= batch.Values.Count == wanted.Length && batch.Values.All(column => column.Length == batch.Ticks.Length);
            for (var row = 0; row < batch.Ticks.Length; row++)
            {
                var ticks = batch.Ticks.Span[row];
                var values = batch.Values.Select(column => column.Span[row]).ToArray();
                rises &= last < ticks && !values.Any(double.IsInfinity);
                last = ticks;
                if (!values.All(double.IsNaN)) rows.Add((ticks, string.Join(' ', values)));
            }
        }

        return new(rows.ToImmutable(), rises, Told(drops));
    }
}
