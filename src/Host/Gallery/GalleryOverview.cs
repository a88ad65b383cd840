using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What the page loads first.</summary>
/// <param name="Generated">When it was written, as text for people.</param>
/// <param name="Zone">The zone of every time in the gallery.</param>
/// <param name="Totals">Windows of all kinds by state.</param>
/// <param name="Sensors">In the order of the settings.</param>
/// <param name="Months">Newest first; only those with a window.</param>
internal sealed record GalleryOverview(
    string Generated, string Zone, GalleryTotals Totals, ImmutableArray<GallerySensor> Sensors, ImmutableArray<MonthSummary> Months);

internal sealed record GalleryTotals(long Done, long Empty, long Failed, long Planned)
{
    public static GalleryTotals Of(IEnumerable<LedgerCount> counts)
    {
        var totals = counts.ToLookup(count => ShownStates.Of(count.State), count => count.Count);
        return new(totals[ShownState.Done].Sum(), totals[ShownState.Empty].Sum(), totals[ShownState.Failed].Sum(), totals[ShownState.Planned].Sum());
    }
}

/// <param name="Name">As in keys.</param>
/// <param name="Unit">For people.</param>
/// <param name="Stops">The palette, six hexadecimal digits a stop.</param>
/// <param name="Latest">The newest picture of each interval.</param>
internal sealed record GallerySensor(string Name, string Unit, ImmutableArray<string> Stops, LatestPictures Latest);

/// <summary>Null where there is none yet.</summary>
internal sealed record LatestPictures(GalleryPicture? Daily, GalleryPicture? Hourly, GalleryPicture? Cumulative);
