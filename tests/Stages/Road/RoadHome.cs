using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A home folder with a source beside it, and the road through it with real ports, small pictures and a clock that stands still.</summary>
internal sealed class RoadHome : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public RoadHome(History history, string? station = null)
    {
        History = history;
        Calendar = history.Calendar;
        Clock = new StoppedClock(history.Calendar.Days(history.First, history.First.PlusDays(history.Days - 1)).Last().End + Duration.FromDays(30));
        Names = new WindowNames(Calendar, station);
        (Ledger, Index) = (SqliteLedger.Open(_folder["ledger.db"]), LocalNames.Open(_folder["index.db"]));
        Pins = new LocalPins(_folder["pictures"], _folder["work"]);
        Add(history.Readings);
    }

    public History History { get; }

    public StoppedClock Clock { get; }

    public LocalCalendar Calendar { get; set; }

    public WindowNames Names { get; set; }

    public SqliteLedger Ledger { get; private set; }

    public LocalNames Index { get; private set; }

    public LocalPins Pins { get; }

    public string Source => _folder["readings.db"];

    public string PathOf(string name) => _folder[name];

    /// <summary>Put around the ports of every run.</summary>
    public Func<RoadPorts, RoadPorts> Around { get; set; } = ports => ports;

    public ImmutableArray<Sensor> Sensors { get; set; } = History.Sensors;

    public RoadOptions Options { get; set; } = new() { Limits = Limits(new StageLimits(4, 2)), Scale = 1, WorkFile = "" };

    public RunChoice Everything => new() { Sensors = Sensors, AllSensors = Sensors };

    public RoadPorts Ports => Around(new RoadPorts
    {
        Readings = new SqliteReadings(Source, new WideLayout()),
        Painter = new StripPainter(),
        Pins = Pins,
        Names = Index,
        Ledger = Ledger,
        WindowNames = Names,
        Calendar = Calendar,
        Clock = Clock,
    });

    public Backfill Road => new(Ports, Options with { WorkFile = _folder["work/strips"] });

    public Inspection Inspection => new(Ports, Options with { WorkFile = _folder["work/strips"] });

    public static RoadLimits Limits(StageLimits each) => new() { Query = StageLimits.OneAtATime, Window = each, Render = each, Pin = each, Commit = each, Cleanup = each };

    public async Task<RoadRunResult> RunAsync(Func<RunChoice, RunChoice>? choose = null, IRunObserver? observer = null, StopSignals stop = default, Watching? watching = null)
    {
        var tally = watching?.Tally ?? new RoadTally();
        var report = await Road.RunAsync(choose is null ? Everything : choose(Everything), tally, watching?.Planned ?? (_ => { }), watching?.Observer ?? observer ?? new Observers(), stop);
        return new(report, tally);
    }

    public void Add(params IEnumerable<SensorReading> readings)
    {
        using var database = SqliteFile.OpenOwn(Source);
        SqliteFile.Execute(database, "PRAGMA synchronous = OFF; CREATE TABLE IF NOT EXISTS environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL)");
        using var transaction = database.BeginTransaction();
        foreach (var (sensor, reading) in readings)
        {
            using var command = database.CreateCommand();
            command.CommandText = $"INSERT INTO environmental_data (time, {sensor.Column}) VALUES (@time, @value) ON CONFLICT (time) DO UPDATE SET {sensor.Column} = @value";
            command.Parameters.AddWithValue("@time", InstantPattern.ExtendedIso.Format(reading.At));
            command.Parameters.AddWithValue("@value", reading.Value);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Takes a day's readings of every sensor away.</summary>
    public void Forget(LocalDate date) => Execute(string.Create(CultureInfo.InvariantCulture,
        $"DELETE FROM environmental_data WHERE time >= '{History.Calendar.DayOn(date)!.Start}' AND time < '{History.Calendar.DayOn(date)!.End}'"));

    public void Execute(string sql)
    {
        using var database = SqliteFile.OpenOwn(Source);
        SqliteFile.Execute(database, sql);
    }

    /// <summary>As the next process would find it.</summary>
    public async Task ReopenAsync()
    {
        await Ledger.DisposeAsync();
        await Index.DisposeAsync();
        Pins.Sweep();
        (Ledger, Index) = (SqliteLedger.Open(_folder["ledger.db"]), LocalNames.Open(_folder["index.db"]));
    }

    public async Task<RoadState> StateAsync() => await RoadState.ReadAsync(this);

    public async Task<Dictionary<string, LedgerEntry>> RowsAsync() =>
        await Ledger.ReadAsync([.. Enum.GetValues<WindowState>()], default).ToDictionaryAsync(entry => entry.Key, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Index.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

/// <summary>How a run is watched from outside.</summary>
internal sealed record Watching(RoadTally Tally, Action<Plan> Planned, IRunObserver Observer);

/// <summary>What a run of the road came to.</summary>
internal sealed record RoadRunResult(BackfillReport Report, RoadTally Tally);

internal sealed class StoppedClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
