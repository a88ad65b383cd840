using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads one month of every sensor from the ledger: the summary at once, the days when they are asked for.</summary>
internal sealed class MonthReader(
    ILedger ledger, LocalCalendar calendar, WindowNames names, ImmutableArray<Sensor> sensors, PictureReader pictures)
{
    // Ledgers keep instants to 100 nanoseconds.
    private static readonly Duration Tick = Duration.FromTicks(1);

    /// <summary>A month without any window has no sensor in its summary.</summary>
    public async ValueTask<(MonthSummary Summary, GalleryMonth Month)> ReadAsync(YearMonth month, CancellationToken cancel)
    {
        var days = calendar.Days(month.OnDayOfMonth(1), month.ToDateInterval().End).ToImmutableArray();
        var summaries = ImmutableArray.CreateBuilder<SensorMonth>();
        var contents = ImmutableArray.CreateBuilder<SensorDays>();
        foreach (var sensor in days.IsEmpty ? [] : sensors)
        {
            var rows = await RowsAsync(sensor, days, cancel);
            var summary = SensorMonth.Of(sensor.Name, month, days, window => ShownStates.Of(Find(rows, sensor, window)?.State));
            if (summary.Counts.Sum() == 0) continue;
            summaries.Add(summary);
            contents.Add(new(sensor.Name, ShowAsync(sensor, days, cancel)));
        }

        return (new(MonthSummary.CurrentLayout, PictureText.Month(month), summaries.DrainToImmutable()), new(contents.DrainToImmutable()));
    }

    private async ValueTask<Dictionary<string, LedgerEntry>> RowsAsync(Sensor sensor, ImmutableArray<LocalDay> days, CancellationToken cancel)
    {
        var (from, to) = (days[0].Start + Tick, days[^1].End + Tick);
        var daily = await ledger.ReadAsync(sensor.Name, WindowKind.Daily, from, to, cancel);
        var hourly = await ledger.ReadAsync(sensor.Name, WindowKind.Hourly, from, to, cancel);
        return daily.Concat(hourly).ToDictionary(row => row.Key);
    }

    private async IAsyncEnumerable<GalleryDay> ShowAsync(
        Sensor sensor, ImmutableArray<LocalDay> days, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = await RowsAsync(sensor, days, cancel);
        foreach (var day in days)
        {
            var whole = Find(rows, sensor, day.Daily()) is { } row ? await pictures.ReadAsync(row, cancel) : null;
            var hours = await ShowAsync(sensor, day, rows, cancel);
            if (whole is not null || hours.Length > 0) yield return new(PictureText.Date(day.Date), whole, hours);
        }
    }

    private async ValueTask<ImmutableArray<GalleryPicture>> ShowAsync(
        Sensor sensor, LocalDay day, Dictionary<string, LedgerEntry> rows, CancellationToken cancel)
    {
        var found = day.Hourly().Select(window => Find(rows, sensor, window)).ToImmutableArray();
        if (found.All(row => row is null)) return [];
        var shown = ImmutableArray.CreateBuilder<GalleryPicture>(found.Length);
        foreach (var (row, hour) in found.Zip(day.Hours))
        {
            shown.Add(row is not null ? await pictures.ReadAsync(row, hour, cancel) : pictures.Missing(hour));
        }

        return shown.DrainToImmutable();
    }

    /// <summary>Null also for a row of the same name whose window another zone once cut.</summary>
    private LedgerEntry? Find(Dictionary<string, LedgerEntry> rows, Sensor sensor, Window window) =>
        rows.GetValueOrDefault(names.Key(sensor.Name, window)) is { } row && row.Window == window ? row : null;
}
