using System.Collections.Immutable;
using System.CommandLine;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Opens the door to a home without working in it.</summary>
internal sealed class ServeVerb : Verb
{
    public override string Name => "serve";

    public override string Description => "Shows a home folder as a web page and over HTTP, read-only, also while another command works there; runs until Ctrl-C, which ends it well";

    public override ImmutableArray<string> Examples => ["viz serve", "viz serve --http 9000", "VIZ_HTTP_OPEN_READS=true viz serve --http 0.0.0.0:8080"];

    public override ImmutableArray<Option> Options => [GlobalOptions.Http, TimedStop.Option, GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        using var timed = new TimedStop(call);
        call = timed.Call;
        var wiring = new Wiring(call.Settings, call.Clock, call.Output.Warn);
        await using var home = new WatchedHome(wiring.Home);
        await using var telemetry = await Telemetry.StartAsync(wiring.Limits, call.Settings.Metrics, Otlp.IsWanted(call.Around.Environment, Otlp.Metrics), call.Clock, cancel);
        home.Look();
        using var providers = Providers.OpenBriefly(call.Settings, call.Clock);
        var view = DoorView.Of(call, wiring, home.Look, (key, stop) => (providers?.Cloudflare.Names ?? home.Look().Names).FindAsync(key, stop), telemetry) with { Metrics = Looking(home, telemetry) };
        await using var door = await Door.OpenAsync(call.Settings.Door.At ?? Door.Usual, call.Settings.Door, view, cancel);
        if (call.WantsJson) call.Output.Json(new { address = door.Address });
        call.Output.Tell(Severity.Info, "door.open", $"{wiring.Home.Folder} is shown at {door.Address}; Ctrl-C ends it", ("address", door.Address));
        call.Output.Flush();

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (call.Stop.Drain.Register(() => ended.TrySetResult())) await ended.Task;
        await telemetry.CloseAsync(success: null);
        return ExitCode.Clean;
    }

    // A ledger that is made later is counted from then on.
    private static Func<CancellationToken, Task<IReadOnlyList<MetricFamily>?>> Looking(WatchedHome home, Telemetry telemetry)
    {
        ILedger? counted = null;
        return async cancel =>
        {
            var ledger = home.Look().Ledger;
            if (ledger is not UnwrittenLedger && ledger != Interlocked.Exchange(ref counted, ledger)) await telemetry.OpenAsync(ledger);
            return await telemetry.LookAsync(cancel);
        };
    }
}
