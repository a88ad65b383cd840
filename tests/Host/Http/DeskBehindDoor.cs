using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;

namespace VizPipeline.Tests;

/// <summary>A real desk with its hub, and somebody who does the work that is left there.</summary>
internal sealed class DeskBehindDoor : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lanes<Work> _lanes = new(VizPipeline.Host.Desk.MostUrgent, VizPipeline.Host.Desk.MostPatient, 4);
    private readonly SpanMemory _memory;
    private readonly Desk _desk;
    private readonly Task _working;

    public DeskBehindDoor(RoadHome home)
    {
        _memory = new(home.PathOf("kept"), 1 << 20);
        Hub = new(home.Clock);
        var (ports, now) = (home.Ports, home.Clock.GetCurrentInstant());
        var dependencies = new Dependencies(home.Clock, _ => { });
        var floor = new WorkFloor
        {
            Road = new(new Backfill(ports with { Memory = _memory }, home.Options with { WorkFile = home.PathOf("strips") }), dependencies, new Observers(), outside: null),
            Schedule = new(home.Calendar, Enum.GetValues<WindowKind>().ToImmutableHashSet(), Duration.Zero, Live: null),
            Ledger = home.Ledger,
            Memory = _memory,
            Output = new(TextWriter.Null, TextWriter.Null, isTerminal: false, hasColour: false),
            Clock = home.Clock,
            Time = TimeProvider.System,
            Tally = new(),
            Readings = ports.Readings,
            Sensors = cancel => ports.Readings.OffersAsync(History.Sensors, cancel),
            LookBack = 3,
            Anchor = null,
        };
        _desk = new(
            floor, _lanes, Hub, () => new(now, now, Working: null, NextDue: null, CaughtUp: true, Backlog: 0, Published: 0, PerMinute: 0, dependencies.States),
            progress => home.Ledger.EndRunAsync(progress.Id, now, 0, new(progress.Counts, progress.Bytes, Duration.Zero, []), progress.LastLine ?? "", CancellationToken.None).AsTask());
        _working = Task.Run(WorkAsync, CancellationToken.None);
    }

    public EventHub Hub { get; }

    public IDesk Desk => _desk;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        await _desk.InterruptAsync();
        _desk.Dispose();
        _memory.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_lanes.TryTake(withPatient: true, out var work)) await work.RunAsync(new(_stop.Token, CancellationToken.None));
            else await _lanes.WaitAsync(withPatient: true, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
