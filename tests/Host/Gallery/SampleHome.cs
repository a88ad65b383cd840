using System.Buffers;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Fills a ledger with a sample autumn in which every state occurs, and writes its gallery.</summary>
internal sealed class SampleHome(ILedger ledger, string home)
{
    public const string Error = "the disk is full <b>& \"quoted\"</script>";
    public static readonly LocalDate FirstDate = new(2025, 8, 28);
    public static readonly LocalDate LastDate = new(2025, 11, 9);
    public static readonly LocalDate EmptyDate = new(2025, 10, 14);
    public static readonly LocalDate FailedDate = new(2025, 11, 5);
    public static readonly LocalDate MissingDate = new(2025, 10, 21);
    public static readonly LocalDate HourlyTroubleDate = new(2025, 11, 4);

    public static LocalCalendar Calendar { get; } = new(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]);

    public static WindowNames Names { get; } = new(Calendar, station: null);

    public static ImmutableArray<Sensor> Sensors { get; } = [SampleReadings.Temperature, SampleReadings.Humidity, SampleReadings.Pressure];

    public GalleryWriter Writer { get; } = new(ledger, Calendar, Sensors, home, Names);

    public async Task FillAsync(CancellationToken cancel)
    {
        var writes = new List<Task>();
        foreach (var sensor in Sensors)
        {
            var rows = new List<double[]>();
            foreach (var day in Calendar.Days(FirstDate, LastDate).Where(day => day.Date != MissingDate))
            {
                var values = SampleReadings.Of(sensor, day);
                rows.Add(values);
                writes.Add(RecordAsync(Entry(sensor, new(WindowKind.Daily, day.Start, day.End), StateOf(day), values), [values], sensor, cancel));
                foreach (var hour in day.Hours) writes.Add(RecordHourAsync(sensor, day, hour, values, cancel));
            }

            var span = new Window(WindowKind.Cumulative, Calendar.DayOn(FirstDate)!.Start, Calendar.DayOn(LastDate)!.Hours[12].End);
            writes.Add(RecordAsync(Entry(sensor, span, WindowState.Done, [.. rows.SelectMany(row => row)]), rows, sensor, cancel));
        }

        await Task.WhenAll(writes);
    }

    public static Window Daily(LocalDate date) => new(WindowKind.Daily, Calendar.DayOn(date)!.Start, Calendar.DayOn(date)!.End);

    /// <summary>Not a true one, but as long and as different.</summary>
    public static Cid CidOf(Window window) =>
        new($"bafkrei{window.End.ToUnixTimeSeconds():x10}{(long)(window.End - window.Start).TotalSeconds:x8}{new string('q', 34)}");

    /// <summary>What stands where a full-size picture would.</summary>
    public void Keep(Sensor sensor, LocalDate date)
    {
        var file = Path.Combine(home, "pictures", Names.FilePath(sensor.Name, Daily(date)));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Paint([SampleReadings.Of(sensor, Calendar.DayOn(date)!)], sensor));
    }

    private Task RecordHourAsync(Sensor sensor, LocalDay day, LocalHour hour, double[] values, CancellationToken cancel)
    {
        var own = values.AsSpan(hour.FirstColumn, 60).ToArray();
        double[] columns = [.. Enumerable.Repeat(own[0], hour.FirstColumn), .. own, .. Enumerable.Repeat(own[^1], 1380 - hour.FirstColumn)];
        var state = day.Date == EmptyDate ? WindowState.Empty
            : day.Date == HourlyTroubleDate && hour.LocalStart.Hour is 6 or 7 ? WindowState.Dead
            : day.Date == LastDate && hour.LocalStart.Hour > 12 ? WindowState.Planned : WindowState.Done;
        return RecordAsync(Entry(sensor, new(WindowKind.Hourly, hour.Start, hour.End), state, own), [columns], sensor, cancel);
    }

    private static WindowState StateOf(LocalDay day) => day.Date == EmptyDate ? WindowState.Empty
        : day.Date == FailedDate ? WindowState.Failed
        : day.Date == LastDate ? WindowState.Planned : WindowState.Done;

    private static LedgerEntry Entry(Sensor sensor, Window window, WindowState state, double[] values) => new()
    {
        Key = Names.Key(sensor.Name, window),
        Sensor = sensor.Name,
        Window = window,
        State = state,
        Cid = state == WindowState.Done ? CidOf(window) : null,
        Bytes = state == WindowState.Done ? 41_234 : 0,
        DataPoints = state == WindowState.Done ? values.Length : 0,
        Min = state == WindowState.Done ? values.Min() : null,
        Max = state == WindowState.Done ? values.Max() : null,
        ProcessingTime = window.Kind == WindowKind.Cumulative ? 1.84 : 0.183,
        Error = state is WindowState.Failed or WindowState.Dead ? Error : null,
    };

    private async Task RecordAsync(LedgerEntry entry, IReadOnlyList<double[]> rows, Sensor sensor, CancellationToken cancel) => await ledger.RecordAsync(
        entry, entry.State == WindowState.Done ? Paint(rows, sensor) : null, cancel);

    public static byte[] Paint(IReadOnlyList<double[]> rows, Sensor sensor)
    {
        var png = new ArrayBufferWriter<byte>();
        var strip = new Strip([.. rows.Select(row => new Drawn.Row(row))], rows.Min(row => row.Min()), rows.Max(row => row.Max()), sensor.Palette);
        new StripPainter().Paint(strip, StripSize.Preview(rows.Count), png);
        return png.WrittenSpan.ToArray();
    }
}
