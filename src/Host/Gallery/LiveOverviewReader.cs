using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads what the live page shows first.</summary>
internal sealed class LiveOverviewReader(ILedger ledger, LocalCalendar calendar, PictureReader pictures)
{
    private const int ShownFailures = 20;

    public async ValueTask<LiveOverview> ReadAsync(ImmutableArray<Sensor> sensors, bool canWrite, CancellationToken cancel)
    {
        var shown = ImmutableArray.CreateBuilder<GallerySensor>(sensors.Length);
        var ends = new List<Instant>();
        foreach (var sensor in sensors)
        {
            var spans = new List<Instant>();
            foreach (var kind in (WindowKind[])[WindowKind.Daily, WindowKind.Hourly]) spans.AddRange(await EndsAsync(sensor, kind, cancel));
            ends.AddRange(spans);
            if (spans.Count > 0 || await EndsAsync(sensor, WindowKind.Cumulative, cancel) is not []) shown.Add(await ShowAsync(sensor, cancel));
        }

        var failures = await ledger.PageAsync(new() { States = [WindowState.Failed, WindowState.Dead], NewestFirst = true, Most = ShownFailures }, cancel);
        var months = ends.Count == 0 ? null : new MonthSpan(MonthBefore(ends.Min()), MonthBefore(ends.Max()));
        return new(calendar.Zone.Id, shown.DrainToImmutable(), months, [.. failures.Entries.Select(Show)], canWrite);
    }

    // The first and the last; none where there is no window.
    private async ValueTask<ImmutableArray<Instant>> EndsAsync(Sensor sensor, WindowKind kind, CancellationToken cancel)
    {
        var one = new LedgerQuery { Sensor = sensor.Name, Kind = kind, Most = 1 };
        var (first, last) = (await ledger.PageAsync(one, cancel), await ledger.PageAsync(one with { NewestFirst = true }, cancel));
        return [.. first.Entries.Concat(last.Entries).Select(entry => entry.Window.End)];
    }

    private async ValueTask<GallerySensor> ShowAsync(Sensor sensor, CancellationToken cancel) => new(
        sensor.Name, sensor.Unit, [.. sensor.Palette.Stops.Select(stop => stop.ToString())], new(
            await LatestAsync(sensor, WindowKind.Daily, cancel),
            await LatestAsync(sensor, WindowKind.Hourly, cancel),
            await LatestAsync(sensor, WindowKind.Cumulative, cancel)));

    private async ValueTask<GalleryPicture?> LatestAsync(Sensor sensor, WindowKind kind, CancellationToken cancel) =>
        await ledger.LatestAsync(sensor.Name, kind, cancel) is not { } entry ? null : kind switch
        {
            WindowKind.Daily => await pictures.ReadAsync(entry, cancel),
            WindowKind.Hourly => await pictures.ReadAsync(entry, calendar.DayOf(entry.Window.Start).HourOf(entry.Window.Start), cancel),
            // Its preview has a line a day, too much for an overview.
            _ => pictures.Picture(entry) with { Image = $"/api/v1/gallery/previews/{Uri.EscapeDataString(entry.Key)}?cid={entry.Cid}" },
        };

    private LiveFailure Show(LedgerEntry entry) => new(
        entry.Key, entry.Sensor, entry.Window.Kind.Interval(), PictureText.Time(entry.Window.Start, calendar.Zone), PictureText.Time(entry.Window.End, calendar.Zone),
        entry.Attempts, entry.State == WindowState.Dead, entry.Error);

    private string MonthBefore(Instant end) => PictureText.Month(calendar.DayOf(end - Duration.FromTicks(1)).Date.ToYearMonth());
}
