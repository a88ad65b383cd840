using NodaTime;

namespace VizPipeline.Host;

/// <summary>What a comparison found in one month of UTC; arrays have one place a sensor.</summary>
/// <param name="Month">Which.</param>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
internal sealed record ComparedMonth(YearMonth Month, Instant Start, Instant End)
{
    private readonly long _end = End == Instant.MaxValue ? long.MaxValue : End.ToUnixTimeTicks();

    /// <summary>Readings of the source.</summary>
    public long[] There { get; private init; } = [];

    /// <summary>Readings of the source that the home has not.</summary>
    public long[] Missing { get; private init; } = [];

    /// <summary>Readings that both have, with different values.</summary>
    public long[] Different { get; private init; } = [];

    /// <summary>Readings of the home that the source has not, or no more: they are kept.</summary>
    public long[] Kept { get; private init; } = [];

    public bool Differs => Missing.Any(count => count > 0) || Different.Any(count => count > 0);

    /// <summary>The month that an instant, in ticks since 1970, lies in; nothing is counted yet.</summary>
    public static ComparedMonth Of(long ticks, int sensors)
    {
        var month = Instant.FromUnixTimeTicks(ticks).InUtc().Date.ToYearMonth();
        var end = month is { Year: 9999, Month: 12 } ? Instant.MaxValue : StartOf(month.PlusMonths(1));
        return new(month, StartOf(month), end) { There = new long[sensors], Missing = new long[sensors], Different = new long[sensors], Kept = new long[sensors] };
    }

    /// <summary>Whether an instant that is not before it lies in it.</summary>
    public bool Contains(long ticks) => ticks < _end;

    /// <summary>Counts one instant; NaN where a side has no reading of the sensor.</summary>
    public void Count(int sensor, double there, double here)
    {
        if (!double.IsNaN(there)) There[sensor]++;
        if (double.IsNaN(there)) Kept[sensor] += double.IsNaN(here) ? 0 : 1;
        else if (double.IsNaN(here)) Missing[sensor]++;
        else if (there != here) Different[sensor]++;
    }

    private static Instant StartOf(YearMonth month) => month.OnDayOfMonth(1).AtMidnight().InUtc().ToInstant();
}
