using Npgsql;
using NpgsqlTypes;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>The readings of the first round in a PostgreSQL of the bench's own.</summary>
internal sealed class PostgresYear : IAsyncDisposable
{
    private readonly OwnPostgres _server = new();
    private string _address = "";

    public IReadings Readings => ReadingSources.Open(_address, new WideLayout());

    /// <exception cref="PostgresMissingException">There is no PostgreSQL.</exception>
    public static async Task<PostgresYear> MakeAsync(RoadWorks works)
    {
        var made = new PostgresYear();
        try
        {
            made._address = await made._server.NewDatabaseAsync();
            await made.FillAsync(works);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task FillAsync(RoadWorks works)
    {
        await OwnPostgres.ExecuteAsync(_address, "CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8, lux float8, uv float8, gas float8)");
        await using (var connection = new NpgsqlConnection(PostgresAddress.Parse(_address).ConnectionString))
        {
            await connection.OpenAsync();
            await using var copy = await connection.BeginBinaryImportAsync("COPY environmental_data FROM STDIN (FORMAT binary)");
            foreach (var (at, values) in MadeReadings.Make(works.Calendar, works.Days, seed: 0))
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(at.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
                foreach (var value in values) await copy.WriteAsync(value, NpgsqlDbType.Double);
            }

            await copy.CompleteAsync();
        }

        await OwnPostgres.ExecuteAsync(_address, "VACUUM ANALYZE environmental_data");
    }
}
