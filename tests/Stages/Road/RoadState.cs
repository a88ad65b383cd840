using System.Collections.Immutable;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>All that a road leaves behind, without what two runs may differ in: pictures by path, ledger rows and index values by key.</summary>
internal sealed record RoadState(ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Rows, ImmutableSortedDictionary<string, string> Index)
{
    public static async Task<RoadState> ReadAsync(RoadHome home)
    {
        var index = new List<(string, string)>();
        await foreach (var key in home.Index.ListAsync("", default))
        {
            index.Add((key, Told(IndexValue.TryParse((await home.Index.FindAsync(key, default))!)!)));
        }

        return new(
            Sorted((await home.Pins.ListAsync(default).ToListAsync()).Select(pin => (pin.Id, pin.Cid.Text))),
            Sorted((await home.RowsAsync()).Values.Select(row => (row.Key, Told(row)))),
            Sorted(index));
    }

    /// <summary>What docs/pictures.md wants of a history, window by window, by the slow and obvious rules.</summary>
    public static RoadState Wanted(RoadHome home, History history)
    {
        var (files, rows, index) = (new List<(string, string)>(), new List<(string, string)>(), new Dictionary<string, string>());
        var recording = new Recording(history.Calendar, [], []);
        var anchor = history.Calendar.DayOf(history.Readings.Min(reading => reading.Reading.At)).Start;
        foreach (var sensor in History.Sensors)
        {
            var readings = history.Of(sensor).ToList();
            if (readings.Count == 0) continue;

            var latest = new Dictionary<WindowKind, Window>();
            var (first, last) = (history.Calendar.DayOf(readings.Min(reading => reading.At)).Date, history.Calendar.DayOf(readings.Max(reading => reading.At)).Date);
            foreach (var window in history.Calendar.Days(first, last).SelectMany(day => day.Hourly().Prepend(day.Daily()).Concat(day.Cumulative(anchor))))
            {
                var entry = new LedgerEntry { Key = home.Names.Key(sensor.Name, window), Sensor = sensor.Name, Window = window, State = WindowState.Empty };
                if (SlowPictures.Of(recording, window, readings) is { } picture)
                {
                    var strip = new Strip([.. picture.Rows.Select(row => new Drawn.Row([.. row]))], picture.Min, picture.Max, sensor.Palette);
                    var png = Drawn.Png(new StripPainter(), strip, StripSize.Full with { Scale = 1 });
                    entry = entry with
                    {
                        State = WindowState.Done,
                        Cid = Cids.Of(png),
                        PinId = home.Names.FilePath(sensor.Name, window),
                        Bytes = png.Length,
                        DataPoints = picture.Readings,
                        Min = picture.Min,
                        Max = picture.Max,
                    };
                    files.Add((entry.PinId, entry.Cid.Value.Text));
                    index[entry.Key] = Told(new IndexValue(entry.Cid.Value, default, home.Names.FileName(window), sensor.Name, window, picture.Readings, 0));
                    if (!latest.TryGetValue(window.Kind, out var newest) || newest < window) latest[window.Kind] = window;
                }

                rows.Add((entry.Key, Told(entry)));
            }

            foreach (var window in latest.Values) index[home.Names.LatestKey(sensor.Name, window.Kind)] = index[home.Names.Key(sensor.Name, window)];
        }

        return new(Sorted(files), Sorted(rows), Sorted(index.Select(pair => (pair.Key, pair.Value))));
    }

    public bool Equals(RoadState? other) => other is not null && Differences(other).Count == 0;

    public override int GetHashCode() => HashCode.Combine(Files.Count, Rows.Count, Index.Count);

    /// <summary>In words, for people who read a failed test.</summary>
    public IReadOnlyList<string> Differences(RoadState other) =>
        [.. Between("file", Files, other.Files), .. Between("row", Rows, other.Rows), .. Between("index", Index, other.Index)];

    private static IEnumerable<string> Between(string what, ImmutableSortedDictionary<string, string> mine, ImmutableSortedDictionary<string, string> others) =>
        from key in mine.Keys.Union(others.Keys)
        let pair = (Mine: mine.GetValueOrDefault(key, "nothing"), Other: others.GetValueOrDefault(key, "nothing"))
        where pair.Mine != pair.Other
        select $"{what} {key}: {pair.Mine} / {pair.Other}";

    private static string Told(LedgerEntry row) => FormattableString.Invariant(
        $"{row.State} {row.Window} {row.Cid?.Text} {row.PinId} {row.Bytes} bytes, {row.DataPoints} from {row.Min} to {row.Max}, {row.Attempts} attempts, {row.Error}");

    private static string Told(IndexValue value) => $"{value with { UpdatedAt = default, ProcessingTime = 0 }}";

    private static ImmutableSortedDictionary<string, string> Sorted(IEnumerable<(string Key, string Value)> pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
