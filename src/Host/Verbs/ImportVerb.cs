using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Brings CSV files into the embedded readings.</summary>
internal sealed class ImportVerb : Verb
{
    private static readonly Argument<string[]> Files = new("FILES") { Description = "Files, folders and globs; .gz and .xz are unpacked; - is standard input", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Time = new("--time") { Description = "The files' column of times", HelpName = "column", Required = true };
    private static readonly Option<string[]> SensorColumns = new("--sensor") { Description = "A sensor and the files' column of it; may be given several times", HelpName = "name=column", Required = true };
    private static readonly Option<string> Format = new("--time-format") { Description = "iso, unix (seconds), or a pattern such as \"dd/MM/uuuu HH:mm\"", HelpName = "format", DefaultValueFactory = _ => "iso" };
    private static readonly Option<string> Zone = new("--time-zone") { Description = "Whose clock shows times without an offset [the zone of the settings]", HelpName = "zone" };
    private static readonly Option<string> Delimiter = new("--delimiter") { Description = "Between cells: one character, or tab", HelpName = "character", DefaultValueFactory = _ => "," };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Refuse everything for one malformed row" };

    public override string Name => "import";

    public override string Description => "Brings CSV files into the embedded readings, all of them or nothing; files may overlap and come in any order";

    public override ImmutableArray<string> Examples =>
    [
        "viz import readings/ --time time_stamp --time-format unix --sensor temperature=temperature --sensor humidity=humidity",
        "viz import 2025-*.csv.gz --time when --time-zone Europe/Brussels --sensor co2=CO2",
        "xz -dc day.csv.xz | viz import - --time time --sensor pressure=hPa",
    ];

    public override ImmutableArray<Argument> Arguments => [Files];

    public override ImmutableArray<Option> Options => [Time, SensorColumns, Format, Zone, Delimiter, Strict, GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var request = new ImportRequest([.. call.Value(Files)!], call.Value(Time)!, Sensors(call.Value(SensorColumns)!, wiring))
        {
            TimeFormat = call.Value(Format)!,
            Zone = call.Value(Zone) is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw NoZone(zone) : call.Settings.Zone,
            Delimiter = call.Value(Delimiter)!,
            Strict = call.Value(Strict),
        };
        if (call.Settings.Source.Location is not SourceLocation.Embedded) call.Output.Note("importing into the home folder; the source of the settings, which other commands read, stays as it is");
        using var held = HomeLock.Take(wiring.Home.Folder, Name, call.Clock);
        var progress = new ImportWatch();
        var import = new CsvImport(new EmbeddedReadings(wiring.Home.Readings), call.Clock);
        var work = Task.Run(() => import.Run(request, Console.OpenStandardInput(), progress, cancel), CancellationToken.None);
        var report = await new LiveView(call.Output, TimeProvider.System).WatchAsync(work.WaitAsync(cancel), "opening", progress.Look);
        if (call.WantsJson) call.Output.Json(Document(report));
        else Write(call.Output, report);
        return ExitCode.Clean;
    }

    private static UsageException NoZone(string zone) => new($"--time-zone {Plain.Of(zone)}: there is no such zone; it must be a name such as Europe/Brussels or UTC");

    private static ImmutableArray<ImportSensor> Sensors(string[] given, Wiring wiring)
    {
        ImmutableArray<ImportSensor> sensors = [.. given.Select(text => Sensor(text, wiring))];
        if (sensors.GroupBy(sensor => sensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new UsageException($"--sensor {twice.Key} is given twice");
        return sensors.GroupBy(sensor => sensor.TableColumn, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } shared
            ? throw new UsageException($"--sensor {string.Join(" and ", shared.Select(sensor => sensor.Name))} are kept in the same column, {shared.Key}; VIZ_SENSORS can give one of them another")
            : sensors;
    }

    private static ImportSensor Sensor(string given, Wiring wiring)
    {
        if (given.Split('=', 2) is not [var name, { Length: > 0 } column]) throw new UsageException($"--sensor {Plain.Of(given)}: it must be NAME=COLUMN, such as temperature=air_temp");
        if (!WindowNames.IsName(name)) throw new UsageException($"--sensor {Plain.Of(name)}: a sensor's name is 1 to 32 of a-z, 0-9, _ and -, and does not begin with _ or -");
        var kept = wiring.Sensors.FirstOrDefault(sensor => sensor.Name == name)?.Column ?? name;
        return EmbeddedReadings.IsTaken(kept)
            ? throw new UsageException($"--sensor {name}: the readings keep times in a column called {kept}; give the sensor another name, or another column with VIZ_SENSORS")
            : new ImportSensor(name, kept, column);
    }

    private static void Write(Output output, ImportReport report)
    {
        if (report.Ambiguous > 0)
        {
            output.Note(string.Create(CultureInfo.InvariantCulture, $"{report.Ambiguous:N0} rows have a local time that occurs twice when clocks go back; each is taken for the earlier, so that the second pass replaces the first; times with an offset tell them apart"));
        }

        foreach (var row in report.FirstMalformed) output.Note($"skipped: {row}");
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows of {report.Files:N0} files, {report.Malformed:N0} skipped"));
        foreach (var sensor in report.Sensors)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{sensor.Sensor}: {sensor.Added:N0} readings added, {sensor.Duplicates:N0} duplicates, {sensor.Dropped.Total:N0} dropped"));
        }
    }

    private static object Document(ImportReport report) => new
    {
        files = report.Files,
        rows = report.Rows,
        malformed = report.Malformed,
        ambiguous = report.Ambiguous,
        firstMalformed = report.FirstMalformed.Select(row => new { file = row.File, line = row.Line, why = row.Why }),
        sensors = report.Sensors.Select(sensor => new { sensor = sensor.Sensor, added = sensor.Added, duplicates = sensor.Duplicates, dropped = sensor.Dropped.Total }),
    };
}
