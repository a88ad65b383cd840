using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>One window, as the ledger knows it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Sensor">Whose readings.</param>
/// <param name="Interval">What it shows.</param>
/// <param name="Start">Its first instant, in the zone.</param>
/// <param name="End">The first instant after it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Cid">Of its picture; null where it has none.</param>
/// <param name="Picture">Where its picture can be had, to be kept for ever; null likewise.</param>
/// <param name="Bytes">Of the picture.</param>
/// <param name="Readings">In the window.</param>
/// <param name="Min">The lowest.</param>
/// <param name="Max">The highest.</param>
/// <param name="ProcessingTime">Seconds from the first look to the pin.</param>
/// <param name="Attempts">Runs that tried and failed since it was last done.</param>
/// <param name="Error">Why it failed the last time.</param>
/// <param name="UpdatedAt">When this was recorded.</param>
internal sealed record WindowView(
    string Key,
    string Sensor,
    WindowKind Interval,
    string Start,
    string End,
    WindowState State,
    string? Cid,
    string? Picture,
    long Bytes,
    long Readings,
    double? Min,
    double? Max,
    double ProcessingTime,
    int Attempts,
    string? Error,
    string UpdatedAt)
{
    public static WindowView Of(LedgerEntry entry, WindowNames names) => new(
        entry.Key, entry.Sensor, entry.Window.Kind, names.StartText(entry.Window), names.EndText(entry.Window), entry.State,
        entry.Cid?.Text, entry.Cid is { } cid ? $"/api/v1/pictures/{entry.Key}?cid={cid}" : null,
        entry.Bytes, entry.DataPoints, entry.Min, entry.Max, entry.ProcessingTime, entry.Attempts, entry.Error, names.At(entry.UpdatedAt));
}

/// <param name="Windows">In the order asked for.</param>
/// <param name="Next">The cursor of the next page; null where this is the last.</param>
internal sealed record WindowPage(ImmutableArray<WindowView> Windows, string? Next);
