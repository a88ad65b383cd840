using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads the totals and the newest pictures from the ledger.</summary>
internal sealed class OverviewReader(ILedger ledger, LocalCalendar calendar, ImmutableArray<Sensor> sensors, PictureReader pictures, GalleryFolder folder)
{
    public async ValueTask<GalleryOverview> ReadAsync(
        string generated, ImmutableArray<LedgerCount> counts, ImmutableArray<MonthSummary> months, CancellationToken cancel)
    {
        var shown = ImmutableArray.CreateBuilder<GallerySensor>(sensors.Length);
        foreach (var sensor in sensors.Where(sensor => counts.Any(count => count.Sensor == sensor.Name)))
        {
            shown.Add(new(sensor.Name, sensor.Unit, [.. sensor.Palette.Stops.Select(stop => stop.ToString())], new(
                await LatestAsync(sensor, WindowKind.Daily, cancel),
                await LatestAsync(sensor, WindowKind.Hourly, cancel),
                await LatestAsync(sensor, WindowKind.Cumulative, cancel))));
        }

        return new(generated, calendar.Zone.Id, GalleryTotals.Of(counts), shown.DrainToImmutable(), months);
    }

    private async ValueTask<GalleryPicture?> LatestAsync(Sensor sensor, WindowKind kind, CancellationToken cancel)
    {
        if (await ledger.LatestAsync(sensor.Name, kind, cancel) is not { } entry) return null;
        if (kind == WindowKind.Hourly) return await pictures.ReadAsync(entry, calendar.DayOf(entry.Window.Start).HourOf(entry.Window.Start), cancel);
        var picture = await pictures.ReadAsync(entry, cancel);
        return kind == WindowKind.Cumulative ? await ApartAsync(sensor, picture) : picture;
    }

    /// <summary>A cumulative preview has a line a day, too much for the overview: it is a file, whose address changes with its content.</summary>
    private async ValueTask<GalleryPicture> ApartAsync(Sensor sensor, GalleryPicture picture)
    {
        if (picture.Preview is not { } preview) return picture;
        var name = $"previews/{sensor.Name}-cumulative.png";
        await folder.WriteAsync(name, preview);
        return picture with { Preview = null, Image = $"{name}?{picture.Cid}" };
    }
}
