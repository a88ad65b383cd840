using NodaTime;
using Npgsql;
using NpgsqlTypes;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>Plants by binary COPY into a table that is made anew for each case.</summary>
public abstract class PostgresContract(PostgresServer server) : ReadingsContract
{
    private string? _source;

    private protected override bool GreaterWins => true;

    private protected async Task<string> CopyAsync(string create, string copy, IEnumerable<(long? Ticks, string? Sensor, double?[] Cells)> rows)
    {
        _source ??= await server.NewDatabaseAsync();
        await using var connection = new NpgsqlConnection(PostgresAddress.Parse(_source).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(create, connection);
        await command.ExecuteNonQueryAsync();
        await using var copying = await connection.BeginBinaryImportAsync(copy);
        foreach (var (ticks, sensor, cells) in rows)
        {
            await copying.StartRowAsync();
            if (ticks == long.MaxValue) await copying.WriteNullAsync();
            else await copying.WriteAsync(ticks is { } at ? (at / 10) - (946_684_800 * (NodaConstants.TicksPerSecond / 10)) : long.MaxValue, NpgsqlDbType.TimestampTz);
            if (sensor is not null) await copying.WriteAsync(sensor, NpgsqlDbType.Text);
            foreach (var cell in cells)
            {
                if (cell is { } value) await copying.WriteAsync(value, NpgsqlDbType.Double);
                else await copying.WriteNullAsync();
            }
        }

        await copying.CompleteAsync();
        return _source;
    }
}

public sealed class PostgresWideReadings(PostgresServer server) : PostgresContract(server)
{
    private protected override async Task<IReadings> PlantAsync(PlantedTable table) => new PostgresReadings(
        await CopyAsync(
            "DROP TABLE IF EXISTS environmental_data; CREATE TABLE environmental_data (time timestamptz, temp float8, hum float8, pressure float8)",
            "COPY environmental_data FROM STDIN (FORMAT binary)",
            table.Rows.Select(row => (row.Ticks ?? (row.Form % 2 == 0 ? long.MaxValue : null), (string?)null, row.Cells.ToArray()))),
        new WideLayout());
}

public sealed class PostgresLongReadings(PostgresServer server) : PostgresContract(server)
{
    private protected override async Task<IReadings> PlantAsync(PlantedTable table) => new PostgresReadings(
        await CopyAsync(
            "CREATE SCHEMA IF NOT EXISTS lab; DROP TABLE IF EXISTS lab.values; CREATE TABLE lab.values (\"At\" timestamptz, what text, value float8)",
            "COPY lab.values FROM STDIN (FORMAT binary)",
            table.Rows.SelectMany(row => row.Ticks is null
                ? [(null, "temp", [1.0])]
                : PlantedTable.Sensors.Select((sensor, i) => (row.Ticks, (string?)sensor.Column, (double?[])[row.Cells[i]])).Append((row.Ticks, "another", [7.0])))),
        new LongLayout("lab.values", "At", "what", "value"));
}
