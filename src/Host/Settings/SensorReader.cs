using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads sensors as viz.json writes them (an object each) and as one line of text (<c>co2=CO2:yellow:ppm;…</c>).</summary>
internal static class SensorReader
{
    private static readonly ImmutableArray<string> Parts = ["column", "unit", "palette"];

    public static ImmutableArray<SensorSetting> Read(Given given, Setting setting, Findings findings)
    {
        var sensors = given.Leaves.IsEmpty ? FromText(given, findings) : FromJson(given, findings);
        var all = sensors.ToImmutableArray();
        foreach (var sensor in all.Where(sensor => !WindowNames.IsName(sensor.Name)))
        {
            findings.Add(sensor.Where, $"\"{Plain.Of(sensor.Name)}\" is no sensor name; it must be {Readers.NameAllowed}");
        }

        foreach (var twice in all.GroupBy(sensor => sensor.Name).Where(group => group.Count() > 1))
        {
            findings.Add(given.Where, $"the sensor \"{Plain.Of(twice.Key)}\" stands there twice");
        }

        return all;
    }

    private static IEnumerable<SensorSetting> FromText(Given given, Findings findings)
    {
        foreach (var entry in given.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var halves = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            var parts = halves.Length == 2 ? halves[1].Split(':', StringSplitOptions.TrimEntries) : [];
            if (parts.Length is 0 or > 3 || entry.Any(char.IsControl))
            {
                findings.Add(given.Where, $"\"{Plain.Of(entry)}\" is not of the form name=column:palette:unit");
                continue;
            }

            yield return new(halves[0], Part(parts, 0), Part(parts, 1), Part(parts, 2), given.Where);
        }
    }

    private static IEnumerable<SensorSetting> FromJson(Given given, Findings findings)
    {
        foreach (var sensor in given.Leaves.Where(leaf => leaf.Path.Length > 1).GroupBy(leaf => leaf.Path[1]))
        {
            foreach (var leaf in sensor)
            {
                if (leaf.Path.Length == 2 && leaf.Kind == System.Text.Json.JsonTokenType.StartObject) continue;
                if (leaf.Path.Length == 3 && Parts.Contains(leaf.Path[2]) && leaf.IsScalar && !leaf.Text.Any(char.IsControl)) continue;
                findings.Add(leaf.Where, "a sensor is written { \"column\": \"CO2\", \"unit\": \"ppm\", \"palette\": \"yellow\" }, each part optional");
            }

            string? Of(string part) => sensor.LastOrDefault(leaf => leaf.Path.Length == 3 && leaf.Path[2] == part && leaf.IsScalar)?.Text;
            yield return new(sensor.Key, Of("column"), Of("palette"), Of("unit"), sensor.First().Where);
        }
    }

    private static string? Part(string[] parts, int at) => at < parts.Length && parts[at].Length > 0 ? parts[at] : null;
}
