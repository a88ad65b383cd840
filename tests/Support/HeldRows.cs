using NodaTime;
using Npgsql;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests.Support;

/// <summary>
/// Lets no pass over the readings of a PostgreSQL database beyond one row, until it is disposed of or the server is stopped: whatever a test does to who reads
/// them falls before the end, however late it does it.
/// </summary>
/// <remarks>
/// The table becomes a view, in which that row waits for a lock. A pass gives some eight thousand rows less than come before it, since it gathers them. Passes that end before the row, or
/// begin behind it, go on as always.
/// </remarks>
internal sealed class HeldRows : IAsyncDisposable
{
    private readonly NpgsqlConnection _holder;

    private HeldRows(NpgsqlConnection holder) => _holder = holder;

    /// <param name="source">The database, with the table <c>environmental_data</c>. It may have been held before.</param>
    /// <param name="row">The time of a row that is there.</param>
    public static async Task<HeldRows> AtAsync(string source, Instant row)
    {
        // A plan that sorts would look at all rows before it gives the first one.
        await PostgresServer.ExecuteAsync(source, $"""
            DO $$ BEGIN
              IF to_regclass('held_data') IS NULL THEN
                ALTER TABLE environmental_data RENAME TO held_data;
                EXECUTE format('ALTER DATABASE %I SET enable_sort = off', current_database());
              END IF;
            END $$;
            CREATE OR REPLACE VIEW environmental_data AS SELECT * FROM held_data
            WHERE CASE WHEN time = '{row}' THEN pg_advisory_xact_lock_shared(1) IS NOT NULL ELSE true END
            """);
        var held = new HeldRows(new(PostgresAddress.Parse(source).ConnectionString));
        await held._holder.OpenAsync();
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(1)", held._holder);
        await take.ExecuteNonQueryAsync();
        await using var find = new NpgsqlCommand($"SELECT count(*) FROM held_data WHERE time = '{row}'", held._holder);
        Assert.True(await find.ExecuteScalarAsync() is 1L, $"there is no reading at {row}, so that nothing is held");
        return held;
    }

    public ValueTask DisposeAsync() => _holder.DisposeAsync();
}
