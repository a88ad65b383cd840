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
    public static readonly LocalDate First = new(2015, 1, 1);

    public static ImmutableArray<Sensor> Sensors { get; } =
    [
        new("temperature", "temp", "°C", Palettes.Find("redblue")!),
        new("humidity", "hum", "%", Palettes.Find("cyan")!),
        new("pressure", "pressure", "hPa", Palettes.Find("green")!),
        new("light", "lux", "lux", Palettes.Find("base")!),
        new("uv", "uv", "index", Palettes.Find("purple")!),
        new("gas", "gas", "raw", Palettes.Find("yellow")!),
    ];

    /// <summary>Instant, and a value a sensor, in their order; the array is the same one each time. Another seed, other readings.</summary>
    public static IEnumerable<(Instant At, double[] Values)> Make(LocalCalendar calendar, int days, int seed)
    {
        var (random, values, drift) = (new Random(seed), new double[Sensors.Length], 0.0);
        var (start, end) = (calendar.StartOf(First)!.Value, calendar.DayOn(First.PlusDays(days - 1))!.End);
        for (var at = start; at < end; at += Duration.FromMinutes(1))
        {
            drift += random.NextDouble() - 0.5 - (drift / 100_000);
            var swing = Math.Sin(((at - start).TotalMinutes - 540) * Math.Tau / 1440);
            var sun = Math.Max(0, swing) * (0.7 + (0.3 * random.NextDouble()));
            values[0] = Math.Round(12 + (6 * swing) + (0.02 * drift) + (0.1 * random.NextDouble()), 2);
            values[1] = Math.Round(60 - (18 * swing) + (0.05 * drift) + (0.4 * random.NextDouble()), 1);
            values[2] = Math.Round(1013 + (0.04 * drift) + (0.1 * random.NextDouble()), 1);
            values[3] = Math.Round(80_000 * sun);
            values[4] = Math.Round(9 * sun, 2);
            values[5] = Math.Round(50_000 + (900 * swing) + (30 * drift) + (120 * random.NextDouble()));
            yield return (at, values);
        }
    }

    public static void Write(string path, LocalCalendar calendar, int days, int seed)
    {
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL); BEGIN");
        using (var insert = new SqliteStatement(database, "INSERT INTO environmental_data VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            foreach (var (at, values) in Make(calendar, days, seed))
            {
                insert.Bind(1, at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                for (var i = 0; i < values.Length; i++) insert.Bind(i + 2, values[i]);
                insert.Run();
            }
        }

        SqliteFile.Execute(database, "COMMIT");
    }
}
