namespace VizPipeline.Bench;

/// <summary>One day after another of a thermometer that is read every minute: a daily swing, a drift, and the noise of a real instrument.</summary>
/// <param name="seed">Another seed, other days.</param>
internal sealed class MadeDays(int seed)
{
    public const int Minutes = 1440;

    private readonly Random _random = new(seed);
    private double _drift;

    public double[] Next()
    {
        var values = new double[Minutes];
        for (var minute = 0; minute < Minutes; minute++)
        {
            _drift += _random.NextDouble() - 0.5;
            values[minute] = Math.Round(12 + (6 * Math.Sin((minute - 540) * Math.Tau / Minutes)) + (0.02 * _drift) + (0.1 * _random.NextDouble()), 2);
        }

        return values;
    }
}
