using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A made-up autumn for three sensors: a daily swing, weather that moves in over days, and noise. The same for every run.</summary>
internal static class SampleReadings
{
    public static Sensor Temperature { get; } = new("temperature", "temp", "°C", Palettes.Find("redblue")!);

    public static Sensor Humidity { get; } = new("humidity", "hum", "%", Palettes.Find("cyan")!);

    public static Sensor Pressure { get; } = new("pressure", "pressure", "hPa", Palettes.Find("green")!);

    /// <summary>The day's 1,440 values.</summary>
    public static double[] Of(Sensor sensor, LocalDay day)
    {
        var (noise, drift) = ((uint)((day.Number * 31) + sensor.Name.Length), 0.0);
        return [.. Enumerable.Range(0, StripRow.Columns).Select(minute =>
        {
            noise = (noise * 1_664_525) + 1_013_904_223;
            drift = (drift * 0.995) + (((noise / (double)uint.MaxValue) - 0.5) * 0.4);
            return At(sensor, day.Number + (minute / 1440.0)) + drift;
        })];
    }

    private static double At(Sensor sensor, double day)
    {
        var swing = Math.Sin((day - 0.38) * Math.Tau);
        var weather = Math.Sin(day / 5.3) + (0.6 * Math.Sin(day / 2.1));
        return sensor.Name switch
        {
            "temperature" => 15 + (5.5 * swing) + (3 * weather),
            "humidity" => 58 - (17 * swing) + (8 * Math.Sin((day / 5.3) + 2)),
            _ => 1015 + (6 * weather) + (0.7 * Math.Sin(day * 2 * Math.Tau)),
        };
    }
}
