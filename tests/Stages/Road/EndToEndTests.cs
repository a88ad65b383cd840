using System.Globalization;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>From a user's readings to pictures through the real program: every sensor, one's own too, and every kind of source.</summary>
public sealed class EndToEndTests(PostgresServer postgres)
{
    private static readonly LocalCalendar Calendar = Zones.Calendar("America/Los_Angeles");
    private static readonly (string Sensor, string Column, string Palette)[] Columns = [("light", "lux", "base"), ("uv", "uv", "purple"), ("gas", "gas", "yellow"), ("co2", "co2", "blue")];

    // Two days with the repeated hour between them, a reading in every twenty minutes but a gap.
    private static readonly List<(Instant At, double[] Values)> Rows =
    [
        .. from i in Enumerable.Range(0, 49 * 3)
           where i is < 60 or > 70
           let at = Calendar.StartOf(new(2025, 11, 1))!.Value + Duration.FromMinutes(20 * i) + Duration.FromSeconds(i % 50)
           select (at, Columns.Select((_, column) => Math.Round((Math.Sin(i / (9.0 + column)) * 40) + (i % 7), 3)).ToArray()),
    ];

    private const string Import = "import readings.csv --time when --sensor light=l --sensor uv=u --sensor gas=g --sensor co2=c";
    private const string Json = """{"scale": 1, "sensors": {"co2": {"column": "co2", "palette": "blue", "unit": "ppm"}}}""";

    private static async Task<Dictionary<string, LedgerEntry>> DrawAsync(TempFolder folder, string home, string backfill, params (string Name, string? Value)[] environment)
    {
        var result = await Viz.RunAsync([.. backfill.Split(' '), "--home", home], folder.Path, environment);
        Assert.True(result.ExitCode == 0, $"{backfill}: {result}");
        if (!File.Exists(folder[$"{home}/ledger.db"])) return [];

        await using var ledger = SqliteLedger.OpenToRead(folder[$"{home}/ledger.db"])!;
        var cancel = TestContext.Current.CancellationToken;
        return await ledger.ReadAsync([.. Enum.GetValues<WindowState>()], cancel).ToDictionaryAsync(row => row.Key, cancellationToken: cancel);
    }

    private static void WriteReadings(TempFolder folder) => folder.Write(
        "readings.csv", "when,l,u,g,c\n" + string.Concat(Rows.Select(row => $"{row.At},{string.Join(',', row.Values.Select(Number))}\n")));

    [Fact]
    public async Task Light_uv_gas_and_a_sensor_of_ones_own_are_drawn_in_their_colours()
    {
        using var folder = new TempFolder();
        WriteReadings(folder);
        (string, string?)[] settings = [("VIZ_SCALE", "1"), ("VIZ_SENSORS", "co2=co2:blue:ppm")];
        await DrawAsync(folder, "home", Import, settings);
        var rows = await DrawAsync(folder, "home", "backfill", settings);

        Assert.Equal(4 * (2 + 49 + 49), rows.Count);
        foreach (var (sensor, column) in Columns.Select((each, i) => (each, i)))
        {
            var readings = Rows.Select(row => new Reading(row.At, row.Values[column])).ToList();
            foreach (var row in rows.Values.Where(row => row.Sensor == sensor.Sensor).Where((_, i) => i % 9 == 0))
            {
                Assert.Equal(Wanted(row.Window, readings, sensor.Palette), row.Cid);
                if (row.Cid is { } cid) Assert.Equal(cid, Cids.Of(await File.ReadAllBytesAsync(folder[$"home/pictures/{row.PinId}"], TestContext.Current.CancellationToken)));
            }

            var latest = await Viz.RunAsync(["latest", sensor.Sensor, "daily", "--home", "home"], folder.Path, settings);
            Assert.Contains("2025-11-02_daily.png", latest.Output, StringComparison.Ordinal);
        }

        folder.Write("viz.json", Json);
        await DrawAsync(folder, "other", Import);
        Same(rows, await DrawAsync(folder, "other", "backfill --newest-first"));
        var verified = await Viz.RunAsync(["verify", "--home", "other"], folder.Path);
        Assert.True(verified.ExitCode == 0, $"{verified}");
    }

    [Fact]
    public async Task Wide_and_long_tables_of_postgres_give_the_pictures_that_the_embedded_readings_give()
    {
        using var folder = new TempFolder();
        WriteReadings(folder);
        folder.Write("viz.json", Json);
        await DrawAsync(folder, "embedded", Import);
        var wanted = await DrawAsync(folder, "embedded", "backfill");

        var source = await postgres.NewDatabaseAsync();
        await PostgresServer.ExecuteAsync(source, $"""
            CREATE TABLE environmental_data (time timestamptz PRIMARY KEY, lux double precision, uv double precision, gas double precision, co2 double precision);
            CREATE TABLE "All Readings" (at timestamptz, what text, value double precision);
            INSERT INTO environmental_data VALUES {string.Join(',', Rows.Select(row => $"('{row.At}', {string.Join(',', row.Values.Select(Number))})"))};
            INSERT INTO "All Readings" SELECT time, what, value FROM environmental_data, LATERAL (VALUES ('lux', lux), ('uv', uv), ('gas', gas), ('co2', co2)) AS v (what, value) ORDER BY random();
            """);

        Same(wanted, await DrawAsync(folder, "wide", $"backfill --source {source}"));
        Same(wanted, await DrawAsync(folder, "long", "backfill --sensor light --sensor uv --sensor gas --sensor co2",
            ("VIZ_SOURCE", source), ("VIZ_TABLE", "All Readings"), ("VIZ_TIME_COLUMN", "at"), ("VIZ_SENSOR_COLUMN", "what"), ("VIZ_VALUE_COLUMN", "value")));
    }

    private static Cid? Wanted(Window window, List<Reading> readings, string palette)
    {
        if (SlowPictures.Of(new Recording(Calendar, [], []), window, readings) is not { } picture) return null;
        var strip = new Strip([.. picture.Rows.Select(row => new Drawn.Row([.. row]))], picture.Min, picture.Max, Palettes.Find(palette)!);
        return Cids.Of(Drawn.Png(new StripPainter(), strip, StripSize.Full with { Scale = 1 }));
    }

    private static void Same(Dictionary<string, LedgerEntry> wanted, Dictionary<string, LedgerEntry> found) => Assert.Equal(
        wanted.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value.State, row.Value.Cid, row.Value.Input, row.Value.DataPoints, row.Value.Min, row.Value.Max)),
        found.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, row.Value.State, row.Value.Cid, row.Value.Input, row.Value.DataPoints, row.Value.Min, row.Value.Max)));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
