using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>A SQLite file of one-minute readings of the six sensors of the default table: a daily swing, a drift and the noise of a real instrument.</summary>
internal static class MadeReadings
{
    public static readonly LocalDate First = new(2025, 1, 1);

    public static ImmutableArray<Sensor> Sensors { get; } =
    [
        new("temperature", "temp", "°C", Palettes.Find("redblue")!),
        new("humidity", "hum", "%", Palettes.Find("cyan")!),
        new("pressure", "pressure", "hPa", Palettes.Find("green")!),
        new("light", "lux", "lux", Palettes.Find("base")!),
        new("uv", "uv", "index", Palettes.Find("purple")!),
        new("gas", "gas", "raw", Palettes.Find("yellow")!),
    ];

    /// <summary>Another seed, other readings.</summary>
    public static void Write(string path, LocalCalendar calendar, int days, int seed)
    {
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL); BEGIN");
        using (var insert = new SqliteStatement(database, "INSERT INTO environmental_data VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            var random = new Random(seed);
            var start = calendar.StartOf(First)!.Value;
            var drift = 0.0;
            for (var minute = 0; minute < days * 24 * 60; minute++)
            {
                drift += random.NextDouble() - 0.5 - (drift / 100_000);
                var swing = Math.Sin((minute - 540) * Math.Tau / 1440);
                var sun = Math.Max(0, swing) * (0.7 + (0.3 * random.NextDouble()));
                insert.Bind(1, (start + Duration.FromMinutes(minute)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                insert.Bind(2, Math.Round(12 + (6 * swing) + (0.02 * drift) + (0.1 * random.NextDouble()), 2));
                insert.Bind(3, Math.Round(60 - (18 * swing) + (0.05 * drift) + (0.4 * random.NextDouble()), 1));
                insert.Bind(4, Math.Round(1013 + (0.04 * drift) + (0.1 * random.NextDouble()), 1));
                insert.Bind(5, Math.Round(80_000 * sun));
                insert.Bind(6, Math.Round(9 * sun, 2));
                insert.Bind(7, Math.Round(50_000 + (900 * swing) + (30 * drift) + (120 * random.NextDouble())));
                insert.Run();
            }
        }

        SqliteFile.Execute(database, "COMMIT");
    }
}
