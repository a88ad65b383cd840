using System.Collections.Immutable;
using NodaTime;
using Npgsql;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>With the indexes of docs/postgres.md the server's own plan of a pass has no sort, so that the first row comes at once.</summary>
public sealed class PostgresPlanTests(PostgresServer server)
{
    private static readonly TableLayout Wide = new WideLayout();
    private static readonly TableLayout Long = new LongLayout("readings", "time", "sensor", "value");

    [Fact]
    public async Task A_wide_table_is_read_in_the_order_of_its_key() => Assert.DoesNotContain("Sort", await PlanAsync(
        """
        CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8);
        INSERT INTO environmental_data SELECT '2025-01-01Z'::timestamptz + g * interval '1 minute', 1, 2, 3 FROM generate_series(1, 20000) g;
        VACUUM ANALYZE environmental_data
        """,
        Wide, PlantedTable.Sensors), StringComparison.Ordinal);

    [Fact]
    public async Task All_sensors_of_a_long_table_are_read_in_the_order_of_the_index_by_time() => Assert.DoesNotContain("Sort", await PlanAsync(
        LongTable("temp", "hum", "pressure") + "; CREATE INDEX ON readings (time) INCLUDE (sensor, value); VACUUM ANALYZE readings",
        Long, PlantedTable.Sensors), StringComparison.Ordinal);

    [Fact]
    public async Task One_sensor_of_a_long_table_is_read_in_the_order_of_the_index_by_sensor_and_time() => Assert.DoesNotContain("Sort", await PlanAsync(
        LongTable("temp", "hum", "a", "b", "c", "d", "e", "f", "g") + "; CREATE INDEX ON readings (sensor, time) INCLUDE (value); VACUUM ANALYZE readings",
        Long, [PlantedTable.Sensors[0]]), StringComparison.Ordinal);

    private static string LongTable(params string[] sensors) =>
        $"""
        CREATE TABLE readings (time timestamptz NOT NULL, sensor text NOT NULL, value float8);
        INSERT INTO readings SELECT '2025-01-01Z'::timestamptz + g * interval '1 minute', s, 1 FROM generate_series(1, 5000) g, unnest(array['{string.Join("','", sensors)}']) s
        """;

    private async Task<string> PlanAsync(string preparation, TableLayout layout, ImmutableArray<Sensor> sensors)
    {
        var (source, cancel) = (await server.NewDatabaseAsync(), TestContext.Current.CancellationToken);
        foreach (var statement in preparation.Split(';')) await PostgresServer.ExecuteAsync(source, statement);
        await using var connection = new NpgsqlConnection(PostgresAddress.Parse(source).ConnectionString);
        await connection.OpenAsync(cancel);
        var table = await PostgresTable.FindAsync(connection, source, layout.Table, cancel);
        var select = PostgresSelect.Of(source, table, layout, sensors, TickRange.Of(Instant.MinValue, Instant.MaxValue));
        await using var explain = new NpgsqlCommand("EXPLAIN " + select.Sql, connection);
        explain.Parameters.AddRange(select.Parameters.ToArray());
        await using var rows = await explain.ExecuteReaderAsync(cancel);
        var plan = new List<string>();
        while (await rows.ReadAsync(cancel)) plan.Add(rows.GetString(0));
        Assert.NotEmpty(plan);
        return string.Join('\n', plan);
    }
}
