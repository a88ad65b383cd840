using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A home folder that readings are pulled into, by the classes themselves.</summary>
internal sealed class SyncedHome : IDisposable
{
    public static readonly Instant Start = Instant.FromUtc(2025, 1, 1, 0, 0);
    public static readonly Duration ThreeDays = Duration.FromDays(3);

    private readonly TempFolder _folder = new();

    public EmbeddedReadings Readings => new(_folder["readings.db"]);

    public List<string> Notes { get; } = [];

    public Task<SyncReport> SyncAsync(Upstream upstream, bool full = false) => SyncAsync(upstream.Open(), full);

    public Task<SyncReport> SyncAsync(SyncSource source, bool full = false, Instant? now = null, Duration? overlap = null, int rows = 1000, CancellationToken? cancel = null) =>
        new Sync(Readings, source, overlap ?? ThreeDays, new At(now ?? Start + Duration.FromDays(36_500)), Notes.Add) { BlockRows = rows }.RunAsync(full, cancel ?? Xunit.TestContext.Current.CancellationToken);

    /// <summary>By instant, temperature and humidity; NaN for none.</summary>
    public async Task<SortedDictionary<Instant, (double Temp, double Hum)>> RowsAsync()
    {
        var rows = new SortedDictionary<Instant, (double, double)>();
        if (!Readings.Exists()) return rows;
        await foreach (var batch in Readings.Source.ReadAsync(Upstream.Sensors, Instant.MinValue, Instant.MaxValue, new Drops(), default))
        {
            for (var row = 0; row < batch.Ticks.Length; row++)
                rows[Instant.FromUnixTimeTicks(batch.Ticks.Span[row])] = (batch.Values[0].Span[row], batch.Values[1].Span[row]);
        }

        return rows;
    }

    /// <summary>The files as they lie there, which is what a kill leaves.</summary>
    public Dictionary<string, byte[]> Copy() => Directory.GetFiles(_folder.Path, "readings.db*").ToDictionary(path => path, File.ReadAllBytes);

    public void Restore(Dictionary<string, byte[]> copy)
    {
        foreach (var path in Directory.GetFiles(_folder.Path, "readings.db*")) File.Delete(path);
        foreach (var (path, bytes) in copy) File.WriteAllBytes(path, bytes);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class At(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
