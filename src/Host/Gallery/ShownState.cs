using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The five states that the page tells apart, and the letters that stand for them.</summary>
internal enum ShownState
{
    Done,
    Empty,
    Failed,
    Planned,
    Missing,
}

internal static class ShownStates
{
    private const string Letters = "defp-";

    /// <summary>Null is a window the ledger does not know.</summary>
    public static ShownState Of(WindowState? state) => state switch
    {
        null => ShownState.Missing,
        WindowState.Done => ShownState.Done,
        WindowState.Empty => ShownState.Empty,
        WindowState.Failed or WindowState.Dead => ShownState.Failed,
        _ => ShownState.Planned,
    };

    /// <summary>A day is what its daily window is; without one, the state of its hours that most needs attention.</summary>
    public static ShownState OfDay(ShownState daily, ImmutableArray<ShownState> hours) => daily switch
    {
        not ShownState.Missing => daily,
        _ when hours.All(hour => hour == ShownState.Missing) => ShownState.Missing,
        _ when hours.Contains(ShownState.Failed) => ShownState.Failed,
        _ when hours.Any(hour => hour is ShownState.Planned or ShownState.Missing) => ShownState.Planned,
        _ when hours.Contains(ShownState.Done) => ShownState.Done,
        _ => ShownState.Empty,
    };

    public static char Letter(ShownState state) => Letters[(int)state];

    public static string Word(ShownState state) => state switch
    {
        ShownState.Done => "done",
        ShownState.Empty => "empty",
        ShownState.Failed => "failed",
        ShownState.Planned => "planned",
        _ => "missing",
    };
}
