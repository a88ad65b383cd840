using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>
/// Writes the gallery: a page that opens from a folder without any network, one script with an overview, and one script a month that the page loads when
/// it is looked at. Holds the rows of one sensor's month in memory at a time. Removes nothing.
/// </summary>
internal sealed class GalleryWriter
{
    private readonly ILedger _ledger;
    private readonly LocalCalendar _calendar;
    private readonly ImmutableHashSet<string> _sensors;
    private readonly GalleryFolder _folder;
    private readonly MonthReader _months;
    private readonly OverviewReader _overview;

    /// <param name="ledger">What is known of every window.</param>
    /// <param name="calendar">The days and hours of the calendar page.</param>
    /// <param name="sensors">Those to show, in this order.</param>
    /// <param name="home">The home folder; the page becomes gallery/index.html in it.</param>
    /// <param name="names">Where full-size pictures lie in the home folder's pictures.</param>
    public GalleryWriter(ILedger ledger, LocalCalendar calendar, ImmutableArray<Sensor> sensors, string home, WindowNames names)
    {
        (_ledger, _calendar, _sensors) = (ledger, calendar, [.. sensors.Select(sensor => sensor.Name)]);
        _folder = new(Path.Combine(home, "gallery"), new HomePaths(home).Work);
        var pictures = new PictureReader(ledger, calendar, names, file => File.Exists(Path.Combine(home, file)), hasKeys: false);
        _months = new(ledger, calendar, names, sensors, pictures);
        _overview = new(ledger, calendar, sensors, pictures, _folder);
    }

    /// <summary>Brings the page up to date with the ledger; a file whose content stays the same is not touched.</summary>
    /// <param name="generated">When this happens, as text for people.</param>
    /// <param name="touched">The months whose windows may have changed; null for all.</param>
    /// <param name="cancel">Ends the work between two files.</param>
    /// <exception cref="HomeUnavailableException">A file cannot be written, or the ledger not read.</exception>
    public async ValueTask WriteAsync(string generated, IReadOnlySet<YearMonth>? touched, CancellationToken cancel)
    {
        var counts = (await _ledger.CountAsync(cancel)).Where(count => _sensors.Contains(count.Sensor)).ToImmutableArray();
        var summaries = new List<MonthSummary>();
        foreach (var month in Span(counts))
        {
            var summary = await KnownAsync(month, touched, cancel) ?? await WriteMonthAsync(month, cancel);
            if (!summary.Sensors.IsEmpty) summaries.Add(summary);
        }

        var overview = await _overview.ReadAsync(generated, counts, [.. summaries], cancel);
        await _folder.WriteAsync("overview.js", GalleryScript.Of(overview));
        await _folder.WriteAsync("index.html", GalleryPage.Bytes);
    }

    /// <summary>The months that daily and hourly windows reach, newest first.</summary>
    private IEnumerable<YearMonth> Span(ImmutableArray<LedgerCount> counts)
    {
        var days = counts.Where(count => count.Kind != WindowKind.Cumulative).ToImmutableArray();
        if (days.IsEmpty) yield break;
        var first = MonthOf(days.Min(count => count.First));
        var last = MonthOf(days.Max(count => count.Last) - Duration.FromTicks(1));
        for (var month = last; month >= first; month = month.PlusMonths(-1)) yield return month;
    }

    private YearMonth MonthOf(Instant at) => _calendar.DayOf(at).Date.ToYearMonth();

    /// <summary>What the script of an untouched month says of itself; null when the month has to be written.</summary>
    private async ValueTask<MonthSummary?> KnownAsync(YearMonth month, IReadOnlySet<YearMonth>? touched, CancellationToken cancel) =>
        touched is null || touched.Contains(month) ? null : GalleryScript.ReadSummary(await _folder.FirstLineAsync(NameOf(month), cancel));

    private async ValueTask<MonthSummary> WriteMonthAsync(YearMonth month, CancellationToken cancel)
    {
        var (summary, content) = await _months.ReadAsync(month, cancel);
        if (summary.Sensors.IsEmpty) return summary;
        await _folder.WriteAsync(NameOf(month), script => GalleryScript.WriteAsync(script, summary, content, cancel));
        return summary;
    }

    private static string NameOf(YearMonth month) => $"months/{PictureText.Month(month)}.js";
}
