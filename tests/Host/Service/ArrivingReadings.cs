using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Readings of two sensors, one every ten minutes, that reach their database some seconds later, or in some hours as late as two days.</summary>
internal sealed class ArrivingReadings
{
    private static readonly Duration Cadence = Duration.FromMinutes(10), Latest = Duration.FromDays(2);

    private readonly string _path;
    private readonly List<(Instant Arrival, Instant At)> _waiting = [];
    private readonly Dictionary<Instant, Instant> _late = [];
    private int _arrived;

    public ArrivingReadings(string path, Instant start, Instant end, Random chance)
    {
        _path = path;
        for (var hour = start; hour < end; hour += Duration.FromHours(1))
        {
            var late = chance.Next(60) == 0 ? Latest * chance.NextDouble() : Duration.FromSeconds(chance.Next(60));
            if (late > Duration.FromMinutes(1)) _late[hour] = hour + Duration.FromHours(1) + late;
            for (var at = hour; at < hour + Duration.FromHours(1) && at < end; at += Cadence) _waiting.Add((late > Duration.FromMinutes(1) ? hour + Duration.FromHours(1) + late : at + late, at));
        }

        _waiting.Sort();
        using var database = Open();
        Execute(database, "PRAGMA journal_mode = WAL; CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL)");
    }

    /// <summary>Hours whose readings came late, by when they came.</summary>
    public IEnumerable<(Instant Arrival, Instant Hour)> Late => _late.Select(late => (late.Value, late.Key));

    /// <summary>The end of the newest hour that ends no later than an instant, and whose readings have come by another.</summary>
    public Instant NewestWholeHour(Instant noLaterThan, Instant by)
    {
        for (var end = noLaterThan; ; end -= Duration.FromHours(1))
            if (!_late.TryGetValue(end - Duration.FromHours(1), out var arrival) || arrival <= by) return end;
    }

    /// <summary>All that has arrived by now is in the database.</summary>
    public void Arrive(Instant now)
    {
        using var database = Open();
        Execute(database, "BEGIN");
        using (var insert = database.CreateCommand())
        {
            insert.CommandText = "INSERT INTO environmental_data VALUES (@at, @temp, @hum)";
            var (at, temp, hum) = (insert.Parameters.Add("@at", SqliteType.Text), insert.Parameters.Add("@temp", SqliteType.Real), insert.Parameters.Add("@hum", SqliteType.Real));
            for (; _arrived < _waiting.Count && _waiting[_arrived].Arrival <= now; _arrived++)
            {
                var minute = _waiting[_arrived].At.ToUnixTimeSeconds() / 60.0;
                at.Value = _waiting[_arrived].At.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                temp.Value = Math.Round(12 + (9 * Math.Sin(minute / 229)) + (minute / 100_000 % 7), 2);
                hum.Value = Math.Round(55 + (20 * Math.Cos(minute / 170)) + (minute % 3), 1);
                insert.ExecuteNonQuery();
            }
        }

        Execute(database, "COMMIT");
    }

    /// <summary>Nobody can open it until it is brought back. What is written to it meanwhile is in it then.</summary>
    public void TakeAway()
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            if (File.Exists(_path + part)) File.Move(_path + part, Hidden + part, overwrite: true);
    }

    public void BringBack()
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in (ReadOnlySpan<string>)["-wal", "-shm", ""])
            if (File.Exists(Hidden + part)) File.Move(Hidden + part, _path + part, overwrite: true);
        Assert.True(File.Exists(_path));
    }

    private string Hidden => _path + ".away";

    private SqliteConnection Open()
    {
        var database = new SqliteConnection($"Data Source={(File.Exists(Hidden) ? Hidden : _path)}");
        database.Open();
        Execute(database, "PRAGMA synchronous = OFF");
        return database;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
