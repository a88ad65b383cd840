using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Reads one month of every sensor from the ledger.</summary>
internal sealed class MonthReader(ILedger ledger, LocalCalendar calendar, ImmutableArray<Sensor> sensors, PictureReader pictures)
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
            var daily = await ReadAsync(sensor, WindowKind.Daily, days, cancel);
            var hourly = await ReadAsync(sensor, WindowKind.Hourly, days, cancel);
            if (daily.Count + hourly.Count == 0) continue;
            summaries.Add(Summarise(sensor, month, days, daily, hourly));
            contents.Add(new(sensor.Name, await ShowAsync(days, daily, hourly, cancel)));
        }

        return (new(MonthSummary.CurrentLayout, PictureText.Month(month), summaries.DrainToImmutable()), new(contents.DrainToImmutable()));
    }

    /// <summary>The windows of the month by their start.</summary>
    private async ValueTask<Dictionary<Instant, LedgerEntry>> ReadAsync(
        Sensor sensor, WindowKind kind, ImmutableArray<LocalDay> days, CancellationToken cancel)
    {
        var found = await ledger.ReadAsync(sensor.Name, kind, days[0].Start + Tick, days[^1].End + Tick, cancel);
        return found.ToDictionary(entry => entry.Window.Start);
    }

    private static SensorMonth Summarise(
        Sensor sensor, YearMonth month, ImmutableArray<LocalDay> days, Dictionary<Instant, LedgerEntry> daily, Dictionary<Instant, LedgerEntry> hourly)
    {
        var letters = new char[month.ToDateInterval().Length];
        Array.Fill(letters, ShownStates.Letter(ShownState.Missing));
        var counts = new long[(int)ShownState.Missing];
        foreach (var day in days)
        {
            var hours = day.Hours.Select(hour => StateAt(hourly, hour.Start)).ToImmutableArray();
            var whole = StateAt(daily, day.Start);
            letters[day.Date.Day - 1] = ShownStates.Letter(ShownStates.OfDay(whole, hours));
            foreach (var state in hours.Add(whole)) if (state != ShownState.Missing) counts[(int)state]++;
        }

        return new(sensor.Name, new string(letters), [.. counts]);
    }

    private async ValueTask<ImmutableArray<GalleryDay>> ShowAsync(
        ImmutableArray<LocalDay> days, Dictionary<Instant, LedgerEntry> daily, Dictionary<Instant, LedgerEntry> hourly, CancellationToken cancel)
    {
        var shown = ImmutableArray.CreateBuilder<GalleryDay>();
        foreach (var day in days)
        {
            var whole = daily.GetValueOrDefault(day.Start) is { } entry ? await pictures.ReadAsync(entry, cancel) : null;
            var hours = await ShowAsync(day, hourly, cancel);
            if (whole is not null || hours.Length > 0) shown.Add(new(PictureText.Date(day.Date), whole, hours));
        }

        return shown.DrainToImmutable();
    }

    private async ValueTask<ImmutableArray<GalleryPicture>> ShowAsync(LocalDay day, Dictionary<Instant, LedgerEntry> hourly, CancellationToken cancel)
    {
        if (!day.Hours.Any(hour => hourly.ContainsKey(hour.Start))) return [];
        var shown = ImmutableArray.CreateBuilder<GalleryPicture>(day.Hours.Length);
        foreach (var hour in day.Hours)
        {
            shown.Add(hourly.GetValueOrDefault(hour.Start) is { } entry ? await pictures.ReadAsync(entry, hour, cancel) : pictures.Missing(hour));
        }

        return shown.DrainToImmutable();
    }

    private static ShownState StateAt(Dictionary<Instant, LedgerEntry> entries, Instant start) =>
        ShownStates.Of(entries.GetValueOrDefault(start)?.State);
}
