using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Writes an SQLite source of three sensors from 24 October 2025 on, local time of Los Angeles: with gaps, an empty day, and the autumn day.</summary>
internal static class MadeSource
{
    public static readonly Instant Start = Instant.FromUtc(2025, 10, 24, 7, 0);
    private const int EmptyDay = 4;

    /// <summary>A log of its own lets others write while it is read, as loggers do.</summary>
    public static string Write(string path, int days, int everySeconds = 60, bool ownLog = false)
    {
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, $"PRAGMA synchronous = OFF; PRAGMA journal_mode = {(ownLog ? "WAL" : "DELETE")}; CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp, hum, pressure)");
        Add(database, Start, Start + Duration.FromDays(days), everySeconds, shift: 0);
        return path;
    }

    /// <summary>Rows of another shape over a stretch that may have rows already.</summary>
    public static void Overwrite(string path, Instant from, Instant to)
    {
        using var database = SqliteFile.OpenOwn(path);
        Add(database, from, to, everySeconds: 60, shift: 3);
    }

    private static void Add(SqliteConnection database, Instant from, Instant to, int everySeconds, double shift)
    {
        SqliteFile.Execute(database, "BEGIN IMMEDIATE");
        using var insert = new SqliteStatement(database, "INSERT OR REPLACE INTO environmental_data VALUES (?1, ?2, ?3, ?4)");
        for (var at = from; at < to; at += Duration.FromSeconds(everySeconds))
        {
            var minute = (int)(at - Start).TotalMinutes;
            if (minute % 997 < 40 || (minute / 1440 == EmptyDay && shift == 0)) continue;
            insert.Bind(1, at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            insert.Bind(2, Math.Round(15 + shift + (8 * Math.Sin(minute / 229.0)) + (minute % 7 * 0.1), 2));
            insert.Bind(3, Math.Round(50 - shift + (20 * Math.Cos(minute / 150.0)), 1));
            if (minute % 5 == 0) insert.BindNull(4);
            else insert.Bind(4, Math.Round(1013 + (5 * Math.Sin(minute / 5000.0)), 2));
            insert.Run();
        }

        SqliteFile.Execute(database, "COMMIT");
    }
}
