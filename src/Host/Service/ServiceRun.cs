using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The service from its beginning to its end: it owns the home, opens what lies around the road once, and keeps all of it going.</summary>
/// <param name="call">The command.</param>
/// <param name="kinds">Windows that are wanted.</param>
/// <param name="nap">Waits.</param>
/// <param name="telemetry">Counts, and tells whoever wants to know.</param>
internal sealed class ServiceRun(Invocation call, ImmutableArray<WindowKind> kinds, INap nap, Telemetry telemetry)
{
    public const string Verb = "run";

    /// <summary>Of a backfill that was asked for at the desk.</summary>
    public const string BackfillVerb = "run: backfill";

    private const int RunsLookedAt = 1000;
    private static readonly Duration MostSilence = Duration.FromMinutes(10);

    private readonly Wiring _wiring = new(call.Settings, call.Clock, call.Time, call.Output.Note);

    public async Task<ExitCode> RunAsync()
    {
        using var stop = new StopWithin(call.Stop, call.Settings.Service.StopWithin.ToTimeSpan(), call.Time);
        await using var home = await OwnedHome.TakeAsync(_wiring.Home, _wiring.Durability, Verb, call.Clock);
        await using var outgoing = Outgoing.Begin(call with { Around = call.Around with { Stop = stop.Signals } }, _wiring.Home);
        await using var publishing = await Publishing.BeginAsync(call, _wiring, home, telemetry.Providers);
        using var memory = new SpanMemory(_wiring.Home.KeptStrips, CacheBytes);
        var started = call.Clock.GetCurrentInstant();
        var run = await home.Ledger.BeginRunAsync(Verb, started, CancellationToken.None);
        var ports = Ports(home, outgoing, publishing, memory);
        await using var crew = new ServiceCrew(call, _wiring, home, ports, Options, kinds, nap, telemetry, outgoing);
        await EndKilledBackfillsAsync(home.Ledger);
        call.Output.Tell(Severity.Info, "run.began", $"keeping {string.Join(", ", kinds.Select(kind => kind.Interval()))} pictures in {_wiring.Home.Folder} current", ("run", run), ("verb", Verb));
        using var told = call.Stop.Drain.Register(() => call.Output.Tell(Severity.Info, "run.stopping", "finishing what was begun; Ctrl-C again drops it"));
        var code = ExitCode.Interrupted;
        using var over = new CancellationTokenSource();
        var aside = Task.CompletedTask;
        try
        {
            await telemetry.OpenAsync(home.Ledger);
            telemetry.Serve(() => crew.State);
            // With gates of its own: whoever asks for the latest must not wait behind the road, nor the road behind them.
            using var asked = Providers.OpenBriefly(call.Settings, call.Clock);
            await using var door = await OpenDoorAsync(home, asked?.Cloudflare.Names ?? home.Names, crew.Desk);
            aside = await BeginAsideAsync(crew, over.Token);
            code = await crew.WorkAsync(stop.Signals) ? ExitCode.Clean : ExitCode.Interrupted;
        }
        catch (Exception wrong)
        {
            code = Failures.CodeOf(wrong, call.Stop);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await aside;
            var line = crew.LastLine;
            var ended = await Failures.OfAsync(() => home.Ledger.EndRunAsync(run, call.Clock.GetCurrentInstant(), (int)code, crew.Summary(started), line, CancellationToken.None).AsTask());
            call.Output.Tell(ended is null ? Severity.Info : Severity.Warning, "run.ended", ended is null ? line : ended.Message, ("run", run), ("verb", Verb), ("code", (int)code));
            await telemetry.CloseAsync(success: null);
        }

        return code;
    }

    // Those of a service that was killed.
    private async Task EndKilledBackfillsAsync(SqliteLedger ledger)
    {
        foreach (var run in await ledger.RunsAsync(RunsLookedAt, CancellationToken.None))
        {
            if (run is { Verb: BackfillVerb, Finished: null }) await ledger.EndRunAsync(run.Id, call.Clock.GetCurrentInstant(), (int)ExitCode.Unavailable, summary: null, "the service was killed before it", CancellationToken.None);
        }
    }

    // What goes on beside the work: the supervisor is told, and readings are pulled; the first time before anything is drawn from them.
    private async Task<Task> BeginAsideAsync(ServiceCrew crew, CancellationToken over)
    {
        var supervisor = Supervisor.OfProcess(call.Around.Environment, call.Output.Redact);
        supervisor.Ready();
        call.Stop.Drain.Register(supervisor.Stopping);
        var watching = new Watchdog(supervisor, () => crew.State, TimeProvider.System, call.Settings.Publish.OutageWait + MostSilence).WatchAsync(over);
        if (call.Settings.Sync.From is null) return watching;

        var sync = crew.Syncing(_wiring.Sync(), call.Settings.Sync.Every);
        await sync.PullAsync(call.Stop.Drain);
        return Task.WhenAll(watching, sync.RunAsync(over));
    }

    private async Task<Door?> OpenDoorAsync(OwnedHome home, INameIndex names, IDesk desk)
    {
        if (call.Settings.Door.At is not { } at) return null;

        var seen = new HomeView(home.Ledger, home.Names, home.Pins);
        var view = DoorView.Of(call, _wiring, () => seen, (key, cancel) => names.FindAsync(key, cancel), telemetry) with { Desk = desk };
        var door = await Door.OpenAsync(at, call.Settings.Door, view, CancellationToken.None);
        call.Output.Tell(Severity.Info, "door.open", $"{_wiring.Home.Folder} is shown at {door.Address}", ("address", door.Address));
        return door;
    }

    // Half of the memory for days is kept from run to run, half is for the run at hand.
    private long CacheBytes => ((long)call.Settings.StripCacheMb << 20) / 2;

    private RoadOptions Options => _wiring.Options(int.MaxValue) with { StripCacheBytes = CacheBytes };

    private RoadPorts Ports(OwnedHome home, Outgoing? outgoing, Publishing? publishing, SpanMemory memory)
    {
        var ports = _wiring.Ports(new LateReadings(_wiring.Readings), home.Ledger, home.Pins, home.Names) with { Outbox = outgoing?.Outbox, Memory = memory };
        ports = publishing?.Publish(ports) ?? ports;
        return ports with { Pins = telemetry.Measured(ports.Pins) };
    }
}
