using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>Fills a ledger with the windows of ten sensors over some years, most of them done.</summary>
internal static class ManyWindows
{
    private const int Sensors = 10, AtOnce = 20_000;

    public static string SensorName(int number) => $"sensor-{number}";

    /// <param name="path">The ledger, made anew.</param>
    /// <param name="calendar">Of the windows.</param>
    /// <param name="count">How many at least.</param>
    /// <returns>The first and the last day.</returns>
    public static async Task<(LocalDate First, LocalDate Last)> WriteAsync(string path, LocalCalendar calendar, int count)
    {
        var (first, last) = (new LocalDate(2016, 1, 1), default(LocalDate));
        await using var ledger = SqliteLedger.Open(path);
        var (names, random, written, anchor) = (new WindowNames(calendar, station: null), new Random(1), 0, calendar.StartOf(first)!.Value);
        var waiting = new List<Task>(AtOnce);
        for (var date = first; written < count; date = date.PlusDays(1))
        {
            var day = calendar.DayOn(date)!;
            Window[] windows = [day.Daily(), .. day.Hours.SelectMany(hour => (Window[])[new(WindowKind.Hourly, hour.Start, hour.End), new(WindowKind.Cumulative, anchor, hour.End)])];
            foreach (var window in windows)
            {
                for (var sensor = 0; sensor < Sensors; sensor++) waiting.Add(ledger.RecordAsync(Entry(names, SensorName(sensor), window, random), preview: null, CancellationToken.None).AsTask());
            }

            (written, last) = (written + (windows.Length * Sensors), date);
            if (waiting.Count < AtOnce) continue;
            await Task.WhenAll(waiting);
            waiting.Clear();
        }

        await Task.WhenAll(waiting);
        return (first, last);
    }

    private static LedgerEntry Entry(WindowNames names, string sensor, Window window, Random random)
    {
        var state = random.Next(1000) switch { 0 => WindowState.Dead, < 10 => WindowState.Failed, < 30 => WindowState.Empty, _ => WindowState.Done };
        var entry = new LedgerEntry { Key = names.Key(sensor, window), Sensor = sensor, Window = window, State = state, UpdatedAt = window.End };
        return state != WindowState.Done ? entry with { Error = state == WindowState.Empty ? null : "pin: the store does not answer" } : entry with
        {
            Input = new InputHash((UInt128)random.NextInt64() << 64 | (ulong)random.NextInt64()),
            Cid = new Cid($"bafkrei{random.NextInt64():x16}{random.NextInt64():x16}{random.NextInt64():x16}aaaa"),
            PinId = names.FilePath(sensor, window),
            Bytes = 40_000 + random.Next(90_000),
            DataPoints = 60,
            Min = random.NextDouble(),
            Max = 1 + random.NextDouble(),
            ProcessingTime = random.NextDouble(),
        };
    }
}
