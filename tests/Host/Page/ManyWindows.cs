using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Ten years of ten sensors in UTC: every hour and every day, and as many snapshots as make it a million windows. Written by SQL, because the road takes minutes.</summary>
internal static class ManyWindows
{
    public const int Count = 1_000_000;
    private const int Years = 10, ShownDays = 62;

    public static LocalCalendar Calendar { get; } = new(DateTimeZone.Utc);

    public static ImmutableArray<Sensor> Sensors { get; } = [.. Enumerable.Range(0, 10).Select(n => SampleReadings.Temperature with { Name = $"sensor-{n}" })];

    public static LocalDate First { get; } = new(2016, 1, 1);

    public static LocalDate Last { get; } = First.PlusYears(Years).PlusDays(-1);

    public static void Fill(string ledger)
    {
        var (start, end) = (First.AtMidnight().InUtc().ToInstant(), Last.PlusDays(1).AtMidnight().InUtc().ToInstant());
        var (days, hours) = ((long)(end - start).TotalDays, (long)(end - start).TotalHours);
        var snapshots = (Count / Sensors.Length) - days - hours;
        using var connection = OwnDatabase.Open(ledger, LedgerSql.Schema);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA synchronous = OFF;
            BEGIN;
            CREATE TEMP TABLE made AS
                WITH RECURSIVE hour(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hour WHERE n + 1 < {hours}), sensor(s) AS (SELECT 0 UNION ALL SELECT s + 1 FROM sensor WHERE s < 9)
                SELECT 'sensor-' || s AS sensor, {(int)WindowKind.Hourly} AS kind, {start.ToUnixTimeSeconds()} + n * 3600 AS first, {start.ToUnixTimeSeconds()} + (n + 1) * 3600 AS last FROM hour, sensor
                UNION ALL SELECT 'sensor-' || s, {(int)WindowKind.Daily}, {start.ToUnixTimeSeconds()} + n * 3600, {start.ToUnixTimeSeconds()} + (n + 24) * 3600 FROM hour, sensor WHERE n % 24 = 0
                UNION ALL SELECT 'sensor-' || s, {(int)WindowKind.Cumulative}, {start.ToUnixTimeSeconds()}, {end.ToUnixTimeSeconds()} - n * 3600 FROM hour, sensor WHERE n < {snapshots};
            INSERT INTO windows (key, sensor, kind, start_at, end_at, state, updated_at, cid, bytes, data_points, min, max, processing_time, error)
                SELECT sensor || CASE kind
                    WHEN {(int)WindowKind.Daily} THEN ':daily:' || date(first, 'unixepoch')
                    WHEN {(int)WindowKind.Hourly} THEN ':hourly:' || strftime('%Y-%m-%dT%H+0000', first, 'unixepoch')
                    ELSE ':cumulative:' || date(first, 'unixepoch') || '..' || strftime('%Y-%m-%dT%H+0000', last, 'unixepoch') END,
                    sensor, kind, first * 10000000, last * 10000000,
                    CASE WHEN last % 100000 = 0 THEN {(int)WindowState.Failed} ELSE {(int)WindowState.Done} END, last * 10000000,
                    'bafkrei' || printf('%052d', last), 41234, 60, 8.25, 20.5, 0.02, CASE WHEN last % 100000 = 0 THEN 'the disk is full' END
                FROM made ORDER BY last, kind, sensor;
            INSERT INTO previews (window, png) SELECT id, $png FROM windows
                WHERE state = {(int)WindowState.Done} AND kind <> {(int)WindowKind.Cumulative} AND end_at > ({end.ToUnixTimeSeconds()} - {ShownDays} * 86400) * 10000000;
            INSERT INTO previews SELECT id, $tall, sensor FROM windows WHERE kind = {(int)WindowKind.Cumulative} AND end_at = {end.ToUnixTimeTicks()};
            COMMIT;
            """;
        var day = SampleReadings.Of(Sensors[0], Calendar.DayOn(Last)!);
        command.Parameters.AddWithValue("$png", SampleHome.Paint([day], Sensors[0]));
        command.Parameters.AddWithValue("$tall", SampleHome.Paint([.. Enumerable.Repeat(day, (int)days)], Sensors[0]));
        command.ExecuteNonQuery();
    }
}
