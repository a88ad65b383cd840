using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class PostgresReadingsExamples(PostgresServer server)
{
    private const string Table = "CREATE TABLE environmental_data (time timestamptz, temp float8)";

    [Theory]
    [InlineData("real", "21.5")]
    [InlineData("numeric(6,2)", "21.5")]
    [InlineData("smallint", "22")]
    [InlineData("bigint", "22")]
    [InlineData("text", "21.5")]
    public async Task Values_of_every_number_type_and_of_text_are_read(string type, string expected)
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, $"CREATE TABLE environmental_data (time timestamptz, temp {type}); INSERT INTO environmental_data VALUES ('2025-01-15 08:00Z', {expected})");
        Assert.Equal([$"2025-01-15T08:00:00Z {expected}"], await ReadAsync(source));
    }

    [Fact]
    public async Task A_timestamp_without_a_zone_is_utc_whatever_zone_the_server_is_in()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, "CREATE TABLE environmental_data (\"Time\" timestamp, temp float8); INSERT INTO environmental_data VALUES ('2025-01-15 08:00', 1), ('2025-01-15 09:00', 2)");
        Assert.Equal(["2025-01-15T08:00:00Z 1"], await ReadAsync(source, Instant.FromUtc(2025, 1, 15, 7, 59), Instant.FromUtc(2025, 1, 15, 9, 0)));
    }

    [Fact]
    public async Task What_is_missing_is_said_with_what_there_is()
    {
        var source = await server.NewDatabaseAsync();
        Assert.Contains("has no table environmental_data; its tables: none", (await RefusedAsync(source)).Message, StringComparison.Ordinal);
        await PostgresServer.ExecuteAsync(source, "CREATE TABLE weather (time timestamptz, warmth float8); CREATE TABLE environmental_data (time text, temp bytea)");
        Assert.Contains("has no table lab.x; its tables: environmental_data, weather", (await RefusedAsync(source, new WideLayout("lab.x"))).Message, StringComparison.Ordinal);
        Assert.Contains("has no column temp; its columns: time, warmth", (await RefusedAsync(source, new WideLayout("weather"))).Message, StringComparison.Ordinal);
        Assert.Contains("column time is text; a time must be timestamptz", (await RefusedAsync(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_is_told_why_and_no_message_holds_the_password()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, $"{Table}; CREATE ROLE guest LOGIN PASSWORD 'guest-hunter2'");
        var database = new Uri(source).AbsolutePath.Trim('/');
        foreach (var (address, why) in ((string, string)[])
        [
            (server.Source(database, "guest", "wrong-hunter2"), "refuses the user or the password"),
            (server.Source(database, "nobody", "some-hunter2"), "refuses the user or the password"),
            (server.Source("nowhere"), "has no such database"),
            (server.Source(database, "guest", "guest-hunter2"), "may not read it"),
        ])
        {
            var refusal = await RefusedAsync(address);
            Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(PostgresServer.Password, refusal.ToString(), StringComparison.Ordinal);
            Assert.False(refusal.MayPass);
        }
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_or_is_not_there_may_pass_and_a_pass_after_it_came_back_succeeds_or_is_resumed()
    {
        await using var own = new PostgresServer();
        var source = await own.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, $"{Table}; INSERT INTO environmental_data SELECT '2025-01-01Z'::timestamptz + i * interval '1 second', nullif(i, i / 4 * 4) FROM generate_series(1, 400000) AS i");
        var rows = 0;
        var lost = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var batch in Open(source).ReadAsync(PlantedTable.Sensors[..1], Instant.MinValue, Instant.MaxValue, new Drops(), TestContext.Current.CancellationToken))
            {
                if (rows == 0) await own.StopAsync();
                rows += batch.Ticks.Length;
            }
        });
        Assert.True(lost.MayPass, lost.Message);
        Assert.InRange(rows, 1, 399_999);

        var refused = await RefusedAsync(source);
        Assert.True(refused.MayPass);
        Assert.Contains("nothing answers there", refused.Message, StringComparison.Ordinal);

        await own.StartAsync();
        Assert.Equal(400_000, (await ReadAsync(source)).Count);

        var (resumed, drops, times) = (0, new Drops(), 0);
        var resuming = new ResumingReadings(Open(source), TimeProvider.System, (_, _) => times++);
        await foreach (var batch in resuming.ReadAsync(PlantedTable.Sensors[..1], Instant.MinValue, Instant.MaxValue, drops, TestContext.Current.CancellationToken))
        {
            if (resumed == 0) await own.StopAsync();
            if (resumed == 0) await own.StartAsync();
            resumed += batch.Ticks.Length;
        }

        Assert.Equal((400_000, 100_000L, 1), (resumed, drops[DropReason.Empty], times));
    }

    [Fact]
    public async Task A_pass_left_early_ends_its_query()
    {
        var source = await server.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, $"{Table}; INSERT INTO environmental_data SELECT '2025-01-01Z'::timestamptz + i * interval '1 second', i FROM generate_series(1, 200000) AS i");
        await foreach (var batch in Open(source).ReadAsync(PlantedTable.Sensors[..1], Instant.MinValue, Instant.MaxValue, new Drops(), TestContext.Current.CancellationToken))
        {
            Assert.True(batch.Ticks.Length > 0);
            break;
        }

        await PostgresServer.ExecuteAsync(source, "DROP TABLE environmental_data");
    }

    private static IReadings Open(string source, TableLayout? layout = null) => ReadingSources.Open(source, layout ?? new WideLayout());

    private static Task<List<string>> ReadAsync(string source) => ReadAsync(source, Instant.MinValue, Instant.MaxValue);

    private static async Task<List<string>> ReadAsync(string source, Instant start, Instant end, TableLayout? layout = null)
    {
        var rows = new List<string>();
        await foreach (var batch in Open(source, layout).ReadAsync(PlantedTable.Sensors[..1], start, end, new Drops(), TestContext.Current.CancellationToken))
            for (var row = 0; row < batch.Ticks.Length; row++)
                rows.Add($"{IsoTime.Canonical(batch.Ticks.Span[row])} {batch.Values[0].Span[row]}");
        return rows;
    }

    private static async Task<SourceException> RefusedAsync(string source, TableLayout? layout = null) =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(source, Instant.MinValue, Instant.MaxValue, layout));
}
