using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A database of a real server that others write, and the sensors that are pulled from it: temperature and humidity.</summary>
internal sealed class Upstream(string source)
{
    public static readonly ImmutableArray<Sensor> Sensors = [PlantedTable.Sensors[0], PlantedTable.Sensors[1]];

    public string Source => source;

    public static async Task<Upstream> MakeAsync(PostgresServer server)
    {
        var made = new Upstream(await server.NewDatabaseAsync());
        await made.EmptyAsync();
        return made;
    }

    /// <inheritdoc cref="FillAsync"/>
    public static async Task<Upstream> FilledAsync(PostgresServer server, int rows)
    {
        var made = await MakeAsync(server);
        await made.FillAsync(rows);
        return made;
    }

    /// <summary>A table without a row, in place of the one before.</summary>
    public Task EmptyAsync() => ExecuteAsync("DROP TABLE IF EXISTS environmental_data; CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8)");

    public Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(source, sql);

    /// <summary>Sets a row, whether it was there or not.</summary>
    public static string Put(Instant at, double? temp, double? hum) =>
        $"INSERT INTO environmental_data VALUES ('{at}', {Sql(temp)}, {Sql(hum)}) ON CONFLICT (time) DO UPDATE SET temp = excluded.temp, hum = excluded.hum;";

    public static string Remove(Instant at) => $"DELETE FROM environmental_data WHERE time = '{at}';";

    /// <summary>Row after row, a minute apart, from the beginning of 2025 on.</summary>
    public Task FillAsync(int rows) => ExecuteAsync(
        $"INSERT INTO environmental_data SELECT '2025-01-01Z'::timestamptz + g * interval '1 minute', g % 100, nullif(g % 7, 0) FROM generate_series(0, {rows - 1}) g");

    public SyncSource Open(TableLayout? layout = null) => new(ReadingSources.Open(source, layout ?? new WideLayout()), layout ?? new WideLayout(), Sensors);

    private static string Sql(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
}
