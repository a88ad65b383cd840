using System.Collections.Concurrent;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Stages;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Durable, then recorded: whenever the ledger calls a window done, its picture has been flushed.</summary>
public class DurableFirstLaws
{
    private static readonly History Day = History.Made(new(2025, 6, 10), days: 1, everyMinutes: 120);

    private static readonly Gen<(int Inbox, int Workers)> Limits = from inbox in Gen.Choose(1, 8) from workers in Gen.Choose(1, 8) select (inbox, workers);

    [Fact]
    public void The_road_flushes_before_it_records() => Law.Holds(Limits, limits => FlushesFirst(limits, pins => pins), runs: 10);

    [Fact]
    public void The_law_refutes_a_road_whose_store_is_not_waited_for() => Mutant.IsRefuted(Limits, limits => FlushesFirst(limits, pins => new Unflushed(pins)), runs: 10);

    private static async Task<bool> FlushesFirst((int Inbox, int Workers) limits, Func<IPinStore, IPinStore> seen)
    {
        await using var home = new RoadHome(Day);
        var pins = new VolatilePins(home.Pins, home.RowsAsync);
        home.Options = home.Options with { Limits = RoadHome.Limits(new StageLimits(limits.Inbox, limits.Workers)) };
        home.Around = ports => ports with { Pins = seen(pins) };
        var run = await home.RunAsync();
        await pins.LookAsync();
        return run.Tally.Published > 0 && pins.Early == 0;
    }

    /// <summary>Looks into the ledger before every flush, and at the end: nothing there may be done whose picture is not flushed.</summary>
    private sealed class VolatilePins(IPinStore pins, Func<Task<Dictionary<string, LedgerEntry>>> rows) : IPinStore
    {
        private readonly ConcurrentDictionary<string, bool> _waiting = new();
        private int _early;

        public int Early => _early;

        public PinTraits Traits => pins.Traits;

        public async Task LookAsync()
        {
            var done = (await rows()).Values.Where(row => row.State == WindowState.Done).ToList();
            Interlocked.Add(ref _early, done.Count(row => _waiting.ContainsKey(row.PinId!)));
        }

        public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
        {
            var pin = await pins.PinAsync(request, cancel);
            _waiting[pin.Id] = true;
            return pin;
        }

        public async ValueTask FlushAsync(CancellationToken cancel)
        {
            var waiting = _waiting.Keys.ToList();
            await LookAsync();
            await pins.FlushAsync(cancel);
            foreach (var id in waiting) _waiting.TryRemove(id, out _);
        }

        public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }

    /// <summary>The mutant: says that it has flushed when it has not begun.</summary>
    private sealed class Unflushed(IPinStore pins) : IPinStore
    {
        public PinTraits Traits => pins.Traits;

        public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

        public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => pins.FindAsync(cid, cancel);

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }
}
