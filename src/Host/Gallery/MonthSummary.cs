using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// What the overview holds of one month. It is also the first line of the month's script, so that the overview of untouched months needs no ledger.
/// </summary>
/// <param name="Layout">Of the month's script: a script of another layout is written again.</param>
/// <param name="Month">For instance 2025-11.</param>
/// <param name="Sensors">Those with at least one window in the month.</param>
internal sealed record MonthSummary(int Layout, string Month, ImmutableArray<SensorMonth> Sensors)
{
    public const int CurrentLayout = 1;
}

/// <summary>One sensor's month.</summary>
/// <param name="Sensor">Its name.</param>
/// <param name="Days">One letter a day: d done, e empty, f failed, p planned, - missing.</param>
/// <param name="Counts">Daily and hourly windows that are done, empty, failed, planned, in this order.</param>
internal sealed record SensorMonth(string Sensor, string Days, ImmutableArray<long> Counts)
{
    /// <param name="sensor">Its name.</param>
    /// <param name="month">The month.</param>
    /// <param name="days">The days of the month that there are.</param>
    /// <param name="stateOf">Of a daily or hourly window.</param>
    public static SensorMonth Of(string sensor, YearMonth month, IEnumerable<LocalDay> days, Func<Window, ShownState> stateOf)
    {
        var letters = new char[month.ToDateInterval().Length];
        Array.Fill(letters, ShownStates.Letter(ShownState.Missing));
        var counts = new long[(int)ShownState.Missing];
        foreach (var day in days)
        {
            var hours = day.Hourly().Select(stateOf).ToImmutableArray();
            var whole = stateOf(day.Daily());
            letters[day.Date.Day - 1] = ShownStates.Letter(ShownStates.OfDay(whole, hours));
            foreach (var state in hours.Add(whole)) if (state != ShownState.Missing) counts[(int)state]++;
        }

        return new(sensor, new string(letters), [.. counts]);
    }
}
