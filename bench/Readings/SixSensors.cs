using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>Made one-minute readings of six sensors: daily swings, drifts, noise, and the gaps of a sensor that is read every other minute now and then.</summary>
/// <param name="rows">Minutes from <see cref="Start"/> on.</param>
/// <param name="seed">Another seed, other readings.</param>
internal sealed class SixSensors(int rows, int seed)
{
    public static readonly Instant Start = Instant.FromUtc(2021, 1, 1, 8, 0);

    public static ImmutableArray<Sensor> Sensors { get; } =
        [.. new[] { "temp", "hum", "pressure", "lux", "uv", "gas" }.Select(column => new Sensor(column, column, "", Palettes.Find("base")!))];

    public int Rows => rows;

    /// <summary>Of all values, which every reader must come to as well.</summary>
    public double Sum { get; private set; }

    /// <summary>Instant, and a value a sensor; NaN for none. The array is the same one each time.</summary>
    public IEnumerable<(Instant At, double[] Values)> Make()
    {
        var (random, values, drift) = (new Random(seed), new double[6], 0.0);
        Sum = 0;
        for (var minute = 0; minute < rows; minute++)
        {
            drift += random.NextDouble() - 0.5;
            var (swing, noise) = (Math.Sin((minute - 540) * Math.Tau / 1440), random.NextDouble());
            values[0] = Math.Round(12 + (6 * swing) + (0.02 * drift) + (0.1 * noise), 2);
            values[1] = Math.Round(60 - (18 * swing) + (0.05 * drift) + noise, 1);
            values[2] = Math.Round(1013 + (0.04 * drift) + (0.1 * noise), 1);
            values[3] = Math.Round(Math.Max(0, 40_000 * swing * (0.8 + (0.2 * noise))));
            values[4] = Math.Round(Math.Max(0, 7 * swing * (0.8 + (0.2 * noise))), 2);
            values[5] = minute % 50 == 7 ? double.NaN : Math.Round(300 + (20 * noise));
            foreach (var value in values) Sum += double.IsNaN(value) ? 0 : value;
            yield return (Start + Duration.FromMinutes(minute), values);
        }
    }

    /// <exception cref="InvalidOperationException">A reader read something else.</exception>
    public void MustBe(long count, double sum)
    {
        if (count != rows || Math.Abs(sum - Sum) > 1e-9 * Math.Abs(Sum)) throw new InvalidOperationException($"{count} rows of {rows}, sum {sum} of {Sum}");
    }
}
