using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>How far a sensor's daily and hourly windows of some days are.</summary>
internal sealed class DayStandings
{
    // Ledgers keep instants to 100 nanoseconds.
    private static readonly Duration Tick = Duration.FromTicks(1);

    private readonly Dictionary<Window, ShownState> _states = [];

    /// <param name="ledger">What is known of every window.</param>
    /// <param name="names">Rows of other names, such as those of another station, are not looked at.</param>
    /// <param name="sensor">Whose windows.</param>
    /// <param name="days">In time order, all those between them included.</param>
    /// <param name="cancel">Ends the work between two reads.</param>
    public static async ValueTask<DayStandings> ReadAsync(ILedger ledger, WindowNames names, Sensor sensor, ImmutableArray<LocalDay> days, CancellationToken cancel)
    {
        var standings = new DayStandings();
        if (days.IsEmpty) return standings;
        foreach (var kind in (WindowKind[])[WindowKind.Daily, WindowKind.Hourly])
        {
            foreach (var (key, window, state) in await ledger.StandingsAsync(sensor.Name, kind, days[0].Start + Tick, days[^1].End + Tick, cancel))
            {
                if (names.Key(sensor.Name, window) == key) standings._states[window] = ShownStates.Of(state);
            }
        }

        return standings;
    }

    public ShownState Of(Window window) => _states.GetValueOrDefault(window, ShownState.Missing);

    /// <summary>Hours that could not be finished.</summary>
    public int FailedHours(LocalDay day) => day.Hourly().Count(window => Of(window) == ShownState.Failed);
}
