using System.Collections.Immutable;
using System.Text;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>A folder with a database of its own, and what is in it after imports.</summary>
public abstract class ImportFixture : IAsyncDisposable
{
    private protected static readonly ImmutableArray<ImportSensor> TempAndHum = [new("temperature", "temp", "temp"), new("humidity", "hum", "hum")];

    private protected const string Two = "time,temp,hum\n2025-01-15T08:00:00Z,21.5,40\n2025-01-15T08:01:00Z,21.6,41\n";

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("viz-import-").FullName;

    private protected EmbeddedReadings Readings => new(Path.Combine(Folder, "readings.db"));

    private protected string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private protected string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected ImportReport Import(ImportRequest request, Stream? input = null, IProgress<ImportProgress>? progress = null) =>
        new CsvImport(Readings, new At(Instant.FromUtc(2025, 1, 1, 0, 0))).Run(request, input ?? Stream.Null, progress ?? new Silent(), TestContext.Current.CancellationToken);

    private protected ImportReport Import(params string[] files) => Import(new ImportRequest([.. files], "time", TempAndHum));

    private protected ImportException Refused(ImportRequest request, Stream? input = null) => Assert.Throws<ImportException>(() => Import(request, input));

    private protected ImportException Refused(params string[] files) => Refused(new ImportRequest([.. files], "time", TempAndHum));

    /// <summary>Each row as <c>time temp hum</c>, in order of time.</summary>
    private protected Task<List<string>> RowsAsync() => RowsAsync("temp", "hum");

    private protected async Task<List<string>> RowsAsync(params string[] columns)
    {
        var rows = new List<string>();
        await foreach (var batch in Readings.Source.ReadAsync([.. columns.Select(Sensor)], Instant.MinValue, Instant.MaxValue, new Drops(), default))
            for (var row = 0; row < batch.Ticks.Length; row++)
                rows.Add($"{IsoTime.Canonical(batch.Ticks.Span[row])} {string.Join(' ', batch.Values.Select(column => column.Span[row]))}");
        return rows;
    }

    private protected async Task<bool> HasReadingsAsync()
    {
        try
        {
            return (await RowsAsync()).Count > 0;
        }
        catch (SourceException)
        {
            return false;
        }
    }

    private protected static Sensor Sensor(string column) => new(column, column, "", new Palette("grey", [new(0, 0, 0), new(255, 255, 255)]));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private sealed class At(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }

    private sealed class Silent : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) { }
    }
}
