using System.Collections.Immutable;
using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>Keeps every picture current until it is told to stop.</summary>
internal sealed class RunVerb : Verb
{
    private static readonly Option<string> Driver = new("--clock") { Description = "A Unix socket whose other end moves the clock; for tests", HelpName = "path", Hidden = true };

    public override string Name => "run";

    public override string Description => "Keeps every picture current: catches up, then draws each hour and day when it has ended, and what comes late";

    public override ImmutableArray<string> Examples =>
    [
        "viz run",
        "viz run --interval daily --interval hourly --settle 5m",
        "viz run --live 5m --metrics 9464",
        "viz run --http 8080",
        "viz run --sync-from postgres://reader@db.example/weather",
    ];

    public override ImmutableArray<Option> Options => [Intervals.Option, GlobalOptions.Settle, GlobalOptions.Live, GlobalOptions.Metrics, GlobalOptions.Http, GlobalOptions.SyncFrom, TimedStop.Option, Driver];

    public override bool Drains => true;

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var kinds = Intervals.Of(call);
        using var timed = new TimedStop(call);
        call = timed.Call;
        using var driven = call.Value(Driver) is { } path ? DrivenClock.Connect(path) : null;
        if (driven is not null) call = call with { Around = call.Around with { Clock = driven, Time = driven.Timers } };

        await using var telemetry = await Telemetry.BeginAsync(call, new Wiring(call.Settings, call.Clock, call.Output.Warn).Limits, isShown: call.Settings.Door.At is not null);
        driven?.IsAsking = () => telemetry.Providers.InFlight.Any(provider => provider.Requests > 0);
        var following = driven?.FollowAsync(cancel) ?? Task.CompletedTask;
        var code = await new ServiceRun(call, kinds, driven is null ? new SystemNap(call.Clock, call.Time) : driven, telemetry).RunAsync();
        driven?.Dispose();
        await following;
        return code;
    }
}
