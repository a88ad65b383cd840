using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>From settings to objects: the only place that knows which provider is behind a port.</summary>
/// <param name="settings">What to construct.</param>
/// <param name="clock">What time it is.</param>
/// <param name="time">What measures and waits.</param>
/// <param name="note">Tells the user what happens along the way.</param>
internal sealed class Wiring(Settings settings, IClock clock, TimeProvider time, Action<string> note)
{
    public Wiring(Settings settings, IClock clock, Action<string> note)
        : this(settings, clock, TimeProvider.System, note)
    {
    }

    private ImmutableArray<Sensor>? _sensors;

    public HomePaths Home { get; } = new(settings.Home);

    public LocalCalendar Calendar { get; } = new(settings.Zone);

    /// <summary>Pictures that leave the home folder as soon as they are published are in no need of its disk: what is lost of them is drawn again.</summary>
    public Durability Durability => settings.Publish is { IsOn: true, DeleteLocalFiles: true } ? Durability.None : settings.Fsync;

    public WindowNames Names => new(Calendar, settings.Station);

    /// <summary>The configured sensors, and of the embedded readings each column that an import made for a sensor nobody configured.</summary>
    public ImmutableArray<Sensor> Sensors => _sensors ??= IsEmbedded ? [.. settings.Sensors, .. Unconfigured()] : settings.Sensors;

    /// <summary>The source; a connection that is lost is made again.</summary>
    public IReadings Readings() => new ResumingReadings(Source(), time, (cause, wait) =>
        note($"connection lost, trying again in {Durations.Text(wait)} and a few more times: {cause.Message}"));

    /// <summary>Pulls readings into the home folder, from where the settings say.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public Sync Sync()
    {
        var source = settings.Sync.From switch
        {
            SourceLocation.Postgres postgres => ReadingSources.Open(postgres.Address.Reveal(), Layout),
            // By its full path, there or not: the home remembers its source by name.
            SourceLocation.SqliteDatabase { Path: var path } when Path.GetFullPath(path) != Path.GetFullPath(Home.Readings) => ReadingSources.Open(Path.GetFullPath(path), Layout),
            SourceLocation.SqliteDatabase => throw new UsageException($"{Home.Readings} cannot be synced from itself"),
            _ => throw new UsageException("nothing says where to sync from; --from postgres://user@host/database or VIZ_SYNC_FROM does"),
        };
        return new Sync(new EmbeddedReadings(Home.Readings), new SyncSource(source, Layout, settings.Sensors), settings.Sync.Overlap, clock, note);
    }

    private TableLayout Layout => settings.Source is { SensorColumn: { } sensor, ValueColumn: { } value }
        ? new LongLayout(settings.Source.Table, settings.Source.TimeColumn, sensor, value)
        : new WideLayout(settings.Source.Table, settings.Source.TimeColumn);

    private IReadings Source() => settings.Source.Location switch
    {
        SourceLocation.Postgres postgres => ReadingSources.Open(postgres.Address.Reveal(), Layout),
        SourceLocation.SqliteDatabase database => ReadingSources.Open(database.Path, Layout),
        _ when new EmbeddedReadings(Home.Readings).Exists() => ReadingSources.Open(Home.Readings, new WideLayout()),
        _ => throw new SourceException($"{Home.Readings}: there are no readings yet; viz import or viz demo brings some, or --source names a database"),
    };

    public RoadPorts Ports(IReadings readings, ILedger ledger, IPinStore pins, INameIndex index) => new()
    {
        Readings = readings,
        Painter = new StripPainter((long)settings.PictureCacheMb << 20),
        Pins = pins,
        Names = index,
        Ledger = ledger,
        WindowNames = Names,
        Calendar = Calendar,
        Clock = clock,
        Time = time,
    };

    /// <summary>For work that only looks, also while another process owns the home: strips beyond the cache lie in the system's temporary folder.</summary>
    public RoadOptions LookingOptions => Options(int.MaxValue) with { WorkFile = LooseFile() };

    /// <summary>A name of its own in the system's temporary folder.</summary>
    public static string LooseFile() => Path.Combine(Path.GetTempPath(), $"viz-{Path.GetRandomFileName()}-strips");

    public RoadOptions Options(int maxFailures) => new()
    {
        Limits = Limits,
        Scale = settings.Scale,
        StripCacheBytes = (long)settings.StripCacheMb << 20,
        PictureCacheBytes = (long)settings.PictureCacheMb << 20,
        WorkFile = Home.Strips,
        RemoveReplaced = settings.RemoveReplaced,
        NamesPinned = settings.Publish.IsOn || !File.Exists(Home.Uploads),
        MaxFailures = maxFailures,
    };

    /// <summary>Those sensors that the source has a place for.</summary>
    public ValueTask<ImmutableArray<Sensor>> SensorsAsync(IReadings readings, CancellationToken cancel) => readings.OffersAsync(Sensors, cancel);

    /// <exception cref="UsageException">There is no sensor of that name.</exception>
    public Sensor SensorNamed(string name) => Sensors.FirstOrDefault(sensor => sensor.Name == name) ?? throw new UsageException(
        $"there is no sensor \"{Plain.Of(name)}\"; there are {string.Join(", ", Sensors.Select(sensor => sensor.Name))} (VIZ_SENSORS adds others)");

    /// <summary>What imports into the embedded readings counted for a sensor.</summary>
    public ImmutableDictionary<DropReason, long> Imported(string sensor) =>
        IsEmbedded ? new EmbeddedReadings(Home.Readings).Imported(sensor) : ImmutableDictionary<DropReason, long>.Empty;

    private bool IsEmbedded => settings.Source.Location is SourceLocation.Embedded;

    private IEnumerable<Sensor> Unconfigured() => new EmbeddedReadings(Home.Readings).OwnColumns()
        .Where(column => WindowNames.IsName(column) && settings.Sensors.All(sensor => sensor.Column != column && sensor.Name != column))
        .Select(column => new Sensor(column, column, Unit: "", settings.Palettes[Host.Sensors.PlainPalette]));

    public RoadLimits Limits => new()
    {
        Query = settings.Stages.Query,
        Window = settings.Stages.Window,
        Render = settings.Stages.Render,
        // Twice as many as may be asked for at once: some are being written down while others are under way.
        Pin = settings.Publish.IsOn ? settings.Stages.Pin with { Workers = 2 * settings.Stages.Pin.Workers } : settings.Stages.Pin,
        Commit = settings.Publish.IsOn ? settings.Stages.Commit with { Workers = Math.Max(settings.Stages.Commit.Workers, Publishing.MostWaiting) } : settings.Stages.Commit,
        Cleanup = settings.Stages.Cleanup,
    };
}
