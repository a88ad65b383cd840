using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Describes the readings, sensor by sensor.</summary>
internal sealed class StatsVerb : Verb
{
    public override string Name => "stats";

    public override string Description => "Shows readings by sensor: how many, from when to when, days, gaps over an hour, duplicates, and what was dropped";

    public override ImmutableArray<string> Examples => ["viz stats", "viz stats --source old.db --json"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        var readings = wiring.Readings();
        var all = new List<SensorStats>();
        foreach (var sensor in await wiring.SensorsAsync(readings, cancel))
        {
            var stats = await SensorStats.OfAsync(readings, sensor, call.Settings.Zone, wiring.Imported(sensor.Name), cancel);
            if (stats.Readings > 0 || stats.Dropped.Values.Sum() > 0) all.Add(stats);
        }

        if (call.WantsJson) call.Output.Json(new { source = readings.Name, sensors = all.Select(Document) });
        else Write(call.Output, wiring.Names, all);
        return ExitCode.Clean;
    }

    private static void Write(Output output, WindowNames names, List<SensorStats> all)
    {
        IReadOnlyList<string> head = ["SENSOR", "READINGS", "FIRST", "LAST", "DAYS", "GAPS", "DUPLICATES", "DROPPED"];
        foreach (var row in Columns.Of([head, .. all.Select(Row)])) output.Line(row);

        IReadOnlyList<string> Row(SensorStats stats) =>
            [stats.Sensor, Number(stats.Readings), At(stats.First), At(stats.Last), Number(stats.Days), Number(stats.Gaps), Number(stats.Duplicates), Number(stats.Dropped.Values.Sum())];

        string At(Instant? at) => at is { } known ? names.At(known) : "-";
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static object Document(SensorStats stats) => new
    {
        sensor = stats.Sensor,
        readings = stats.Readings,
        first = stats.First?.ToString(),
        last = stats.Last?.ToString(),
        days = stats.Days,
        gaps = stats.Gaps,
        duplicates = stats.Duplicates,
        dropped = stats.Dropped.Values.Sum(),
        droppedBy = stats.Dropped.Where(pair => pair.Value > 0).ToDictionary(pair => JsonForm.Options.PropertyNamingPolicy!.ConvertName(pair.Key.ToString()), pair => pair.Value),
    };
}
