using System.Collections.Immutable;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The six sensors of the default table, and those of the user laid over them.</summary>
internal static class Sensors
{
    /// <summary>Of a sensor that names none.</summary>
    public const string PlainPalette = "base";

    private static readonly ImmutableArray<SensorSetting> Defaults =
    [
        new("temperature", "temp", "redblue", "°C", ""),
        new("humidity", "hum", "cyan", "%", ""),
        new("pressure", "pressure", "green", "hPa", ""),
        new("light", "lux", "base", "lux", ""),
        new("uv", "uv", "purple", "index", ""),
        new("gas", "gas", "yellow", "raw", ""),
    ];

    /// <summary>Adds to the defaults or overrides them part by part; a new sensor's column is its name unless it says otherwise.</summary>
    public static ImmutableArray<Sensor> Resolve(
        ImmutableArray<SensorSetting> own, ImmutableSortedDictionary<string, Palette> palettes, Findings findings)
    {
        var sensors = Defaults.Select(sensor => Lay(own.LastOrDefault(other => other.Name == sensor.Name), sensor))
            .Concat(own.Where(sensor => Defaults.All(other => other.Name != sensor.Name)).DistinctBy(sensor => sensor.Name))
            .ToList();
        foreach (var sensor in sensors.Where(sensor => sensor.Palette is { } palette && !palettes.ContainsKey(palette)))
        {
            findings.Add(sensor.Where, $"{Plain.Of(sensor.Name)}: there is no palette \"{Plain.Of(sensor.Palette!)}\"; it must be one of "
                + $"{string.Join(", ", palettes.Keys)}{Nearest.Suggest(sensor.Palette!, palettes.Keys)}");
        }

        return [.. sensors.Select(sensor => new Sensor(
            sensor.Name,
            sensor.Column ?? sensor.Name,
            sensor.Unit ?? "",
            palettes.GetValueOrDefault(sensor.Palette ?? PlainPalette) ?? palettes[PlainPalette]))];
    }

    /// <summary>One line in the form that VIZ_SENSORS takes.</summary>
    public static string Show(IEnumerable<Sensor> sensors) =>
        string.Join(';', sensors.Select(sensor => $"{sensor.Name}={sensor.Column}:{sensor.Palette.Name}:{sensor.Unit}"));

    private static SensorSetting Lay(SensorSetting? own, SensorSetting on) => own is null
        ? on
        : new(on.Name, own.Column ?? on.Column, own.Palette ?? on.Palette, own.Unit ?? on.Unit, own.Where);
}
