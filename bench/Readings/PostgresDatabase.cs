using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>The same readings in a PostgreSQL that the bench starts, and the plain ways to read them.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const string Query = SqliteTable.Query;

    private readonly OwnPostgres _server = new();
    private readonly SixSensors _readings;

    private PostgresDatabase(SixSensors readings) => _readings = readings;

    public string Address { get; private set; } = "";

    public IReadings Source => new PostgresReadings(Address, new WideLayout());

    /// <exception cref="PostgresMissingException">There is no PostgreSQL.</exception>
    public static async Task<PostgresDatabase> MakeAsync(SixSensors readings)
    {
        var made = new PostgresDatabase(readings);
        try
        {
            made.Address = await made._server.NewDatabaseAsync();
            await made.FillAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>As the documentation of Npgsql shows it, without a task for every row.</summary>
    public void ReadPlainly()
    {
        using var connection = new NpgsqlConnection(PostgresAddress.Parse(Address).ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var (rows, sum, last) = (0L, 0.0, default(DateTime));
        while (reader.Read())
        {
            rows++;
            var at = reader.GetDateTime(0);
            if (at <= last) throw new InvalidOperationException($"{at} comes after {last}");
            last = at;
            for (var i = 1; i <= 6; i++) sum += reader.IsDBNull(i) ? 0 : reader.GetDouble(i);
        }

        _readings.MustBe(rows, sum);
    }

    /// <summary>psql's own binary copy to nowhere: the server and the wire, and nothing made of it.</summary>
    public async Task CopyAsync()
    {
        string[] server = ["-h", "127.0.0.1", "-p", _server.Port.ToString(CultureInfo.InvariantCulture), "-U", OwnPostgres.User, "-d", new Uri(Address).AbsolutePath.Trim('/')];
        var start = new ProcessStartInfo(Path.Combine(OwnPostgres.Binaries(), "psql"), ["-X", .. server, "-c", $"\\copy ({Query}) TO '/dev/null' (FORMAT binary)"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = OwnPostgres.Password;
        using var psql = Process.Start(start)!;
        var said = await psql.StandardOutput.ReadToEndAsync();
        await psql.WaitForExitAsync();
        if (said.Trim() != string.Create(CultureInfo.InvariantCulture, $"COPY {_readings.Rows}")) throw new InvalidOperationException($"psql: {said}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task FillAsync()
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, "CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, temp float8, hum float8, pressure float8, lux float8, uv float8, gas float8)");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY environmental_data FROM STDIN (FORMAT binary)"))
        {
            foreach (var (at, values) in _readings.Make())
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(at.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
                foreach (var value in values)
                {
                    if (double.IsNaN(value)) await copy.WriteNullAsync();
                    else await copy.WriteAsync(value, NpgsqlDbType.Double);
                }
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync(connection, "VACUUM ANALYZE environmental_data");
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(PostgresAddress.Parse(Address).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
