using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace VizPipeline.Host;

/// <summary>Watches the stages of a running road: what each did, how busy it is and how long it waited for the next. Safe to read while it runs.</summary>
internal sealed class RoadWatch : IRunObserver
{
    private readonly ConcurrentDictionary<string, Gauge> _stages = new(StringComparer.Ordinal);

    /// <summary>All stages so far, in order of travel.</summary>
    public ImmutableArray<StageFigures> Look() => [.. _stages.Values.OrderBy(gauge => gauge.Order).Select(gauge => gauge.Look())];

    // A run may have several lines; the same name on each is one stage to whoever watches.
    public void Opened(StageInfo stage) => _stages.TryAdd(stage.Name, new Gauge(stage, Order(stage.Name)));

    public void Entered(StageInfo stage) => _stages[stage.Name].Enter();

    public void Worked(StageInfo stage, TimeSpan busy, TimeSpan blocked) => _stages[stage.Name].Work(busy, blocked);

    public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict) => _stages[stage.Name].Leave();

    private static int Order(string stage) => Array.IndexOf(["query", "window", "render", "pin", "commit", "cleanup"], stage);

    private sealed class Gauge(StageInfo stage, int order)
    {
        private long _entered;
        private long _left;
        private long _busy;
        private long _blocked;

        public int Order => order;

        public void Enter() => Interlocked.Increment(ref _entered);

        public void Leave() => Interlocked.Increment(ref _left);

        public void Work(TimeSpan busy, TimeSpan blocked)
        {
            Interlocked.Add(ref _busy, busy.Ticks);
            Interlocked.Add(ref _blocked, blocked.Ticks);
        }

        public StageFigures Look() => new(
            stage.Name,
            stage.Limits.Workers,
            Interlocked.Read(ref _left),
            Interlocked.Read(ref _entered) - Interlocked.Read(ref _left),
            new TimeSpan(Interlocked.Read(ref _busy)),
            new TimeSpan(Interlocked.Read(ref _blocked)));
    }
}

/// <summary>One stage at one moment.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Workers">How many items it works on at once, at most.</param>
/// <param name="Items">Items it is done with.</param>
/// <param name="InFlight">Items it is working on.</param>
/// <param name="Busy">Time its workers spent working, added up.</param>
/// <param name="Blocked">Time they waited for room in the next stage's inbox.</param>
internal sealed record StageFigures(string Name, int Workers, long Items, long InFlight, TimeSpan Busy, TimeSpan Blocked)
{
    /// <summary>The part of its workers' time that was work, 0 to 1, over the stretch <paramref name="elapsed"/>.</summary>
    public double Utilisation(TimeSpan elapsed) => elapsed > TimeSpan.Zero ? Math.Min(1, Busy / (elapsed * Workers)) : 0;
}
