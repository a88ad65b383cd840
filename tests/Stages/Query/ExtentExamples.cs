using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>
/// A sensor that has a column and no readings does not make the search for the ends of the others read everything: the sources here are views with a row
/// in the middle that cannot be read.
/// </summary>
public sealed class ExtentExamples(PostgresServer server)
{
    private static readonly Instant Start = Instant.FromUtc(2025, 1, 1, 0, 0);

    [Fact]
    public async Task Of_sqlite()
    {
        using var folder = new TempFolder();
        const int rows = 40_000;
        using (var database = SqliteFile.OpenOwn(folder["readings.db"]))
        {
            SqliteFile.Execute(database, "CREATE TABLE kept (time TEXT PRIMARY KEY, temp REAL, hum REAL); BEGIN");
            using (var insert = new SqliteStatement(database, "INSERT INTO kept VALUES (?1, 1.5, NULL)"))
            {
                for (var i = 0; i < rows; i++)
                {
                    insert.Bind(1, IsoTime.Canonical((Start + Duration.FromMinutes(i)).ToUnixTimeTicks()));
                    insert.Run();
                }
            }

            SqliteFile.Execute(database, """
                COMMIT;
                CREATE VIEW environmental_data AS
                SELECT time, CASE WHEN rowid = 20000 THEN abs(-9223372036854775807 - rowid / 20000) ELSE temp END AS temp, hum FROM kept
                """);
        }

        await EndsMustBeFoundAsync(new SqliteReadings(folder["readings.db"], new WideLayout()), Start, Start + Duration.FromMinutes(rows - 1));
    }

    [Fact]
    public async Task Of_postgresql()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, """
            CREATE TABLE kept (time timestamptz PRIMARY KEY, n int, temp float8, hum float8);
            INSERT INTO kept SELECT '2025-01-01Z'::timestamptz + g * interval '1 minute', g, 1.5, NULL FROM generate_series(0, 599999) g;
            CREATE VIEW environmental_data AS SELECT time, CASE WHEN n = 300000 THEN 1 / (n - 300000) ELSE temp END AS temp, hum FROM kept
            """);
        await PostgresServer.ExecuteAsync(source, "VACUUM ANALYZE kept");
        await EndsMustBeFoundAsync(new PostgresReadings(source, new WideLayout()), Start, Start + Duration.FromMinutes(599_999));
    }

    private static async Task EndsMustBeFoundAsync(IReadings source, Instant first, Instant last)
    {
        var cancel = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<SourceException>(async () => await source.ReadAsync(PlantedTable.Sensors[..2], Instant.MinValue, Instant.MaxValue, new Drops(), cancel).CountAsync(cancel));
        var extents = await source.ExtentsAsync(PlantedTable.Sensors[..2], cancel);
        Assert.Equal([new(PlantedTable.Sensors[0], first, last)], extents);
    }
}
