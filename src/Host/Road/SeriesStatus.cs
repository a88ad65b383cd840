using System.Globalization;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Where one sensor's windows of one kind stand.</summary>
internal sealed record SeriesStatus(string Sensor, WindowKind Kind, IReadOnlyDictionary<WindowState, long> States, StaleCount Stale)
{
    /// <summary>Windows in a state, without those that are stale.</summary>
    public long Fresh(WindowState state) => States.GetValueOrDefault(state) - state switch
    {
        WindowState.Done => Stale.Done,
        WindowState.Empty => Stale.Empty,
        _ => 0,
    };

    public IReadOnlyList<string> Row() =>
    [
        Sensor, Kind.Interval(), .. new[]
        {
            Fresh(WindowState.Planned), Fresh(WindowState.Pinning) + Fresh(WindowState.Pinned), Fresh(WindowState.Done), Fresh(WindowState.Empty),
            Fresh(WindowState.Failed), Fresh(WindowState.Dead), Stale.Total,
        }.Select(number => number.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    public object Document() => new
    {
        sensor = Sensor,
        interval = Kind.Interval(),
        windows = Enum.GetValues<WindowState>().ToDictionary(Name, Fresh).Append(new("stale", Stale.Total)).ToDictionary(),
    };

    public static string Name(WindowState state) => state.ToString().ToLowerInvariant();
}
