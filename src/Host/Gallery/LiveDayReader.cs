using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads a sensor's years, months and days when they are looked at.</summary>
internal sealed class LiveDayReader(ILedger ledger, LocalCalendar calendar, WindowNames names, PictureReader pictures)
{
    private static readonly Duration Tick = Duration.FromTicks(1);

    public async ValueTask<LiveYear> YearAsync(Sensor sensor, int year, CancellationToken cancel)
    {
        var days = calendar.Days(new(year, 1, 1), new(year, 12, 31)).ToImmutableArray();
        var standings = await DayStandings.ReadAsync(ledger, names, sensor, days, cancel);
        return new([.. days.GroupBy(day => day.Date.ToYearMonth()).Select(Letters)]);

        LiveLetters Letters(IGrouping<YearMonth, LocalDay> month)
        {
            var found = SensorMonth.Of(sensor.Name, month.Key, month, standings.Of);
            return new(PictureText.Month(month.Key), found.Days, found.Counts);
        }
    }

    public async ValueTask<LiveMonth> MonthAsync(Sensor sensor, YearMonth month, CancellationToken cancel)
    {
        var days = calendar.Days(month.OnDayOfMonth(1), month.ToDateInterval().End).ToImmutableArray();
        var standings = await DayStandings.ReadAsync(ledger, names, sensor, days, cancel);
        var rows = await RowsAsync(sensor, WindowKind.Daily, days, cancel);
        var shown = ImmutableArray.CreateBuilder<LiveDay>(days.Length);
        foreach (var day in days)
        {
            var (daily, failed) = (await ShowAsync(rows, day.Daily(), cancel), standings.FailedHours(day));
            if (daily is not null || failed > 0) shown.Add(new(PictureText.Date(day.Date), daily, failed));
        }

        return new(shown.DrainToImmutable());
    }

    public async ValueTask<GalleryDay> DayAsync(Sensor sensor, LocalDay day, CancellationToken cancel)
    {
        var daily = await ShowAsync(await RowsAsync(sensor, WindowKind.Daily, [day], cancel), day.Daily(), cancel);
        var rows = await RowsAsync(sensor, WindowKind.Hourly, [day], cancel);
        var hours = ImmutableArray.CreateBuilder<GalleryPicture>(day.Hours.Length);
        foreach (var (hour, window) in rows.Count == 0 ? [] : day.Hours.Zip(day.Hourly()))
        {
            hours.Add(rows.TryGetValue(window, out var row) ? await pictures.ReadAsync(row, hour, cancel) : pictures.Missing(hour));
        }

        return new(PictureText.Date(day.Date), daily, hours.DrainToImmutable());
    }

    private async ValueTask<GalleryPicture?> ShowAsync(Dictionary<Window, LedgerEntry> rows, Window window, CancellationToken cancel) =>
        rows.TryGetValue(window, out var row) ? await pictures.ReadAsync(row, cancel) : null;

    private async ValueTask<Dictionary<Window, LedgerEntry>> RowsAsync(Sensor sensor, WindowKind kind, ImmutableArray<LocalDay> days, CancellationToken cancel) => days.IsEmpty ? [] :
        (await ledger.ReadAsync(sensor.Name, kind, days[0].Start + Tick, days[^1].End + Tick, cancel))
            .Where(row => names.Key(sensor.Name, row.Window) == row.Key).ToDictionary(row => row.Window);
}
