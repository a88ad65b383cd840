using System.Collections.Frozen;
using System.Collections.Immutable;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Watches the stages of a running road: what each did, how busy it is and how long it waited for the next. Safe to read while it runs.</summary>
/// <param name="limits">Of the stages, known before any of them runs.</param>
internal sealed class RoadWatch(RoadLimits limits) : IRunObserver
{
    /// <summary>The stages in order of travel.</summary>
    public static readonly ImmutableArray<string> Names = ["query", "window", "render", "pin", "commit", "cleanup"];

    /// <summary>What became of an item at a stage, in the order of <see cref="Verdict"/>.</summary>
    public static readonly ImmutableArray<string> Outcomes = ["ok", "dead", "failed", "skipped"];

    // A run may have several lines; the same name on each is one stage to whoever watches.
    private readonly FrozenDictionary<string, Gauge> _stages = new Dictionary<string, Gauge>
    {
        ["query"] = new("query", limits.Query),
        ["window"] = new("window", limits.Window),
        ["render"] = new("render", limits.Render),
        ["pin"] = new("pin", limits.Pin),
        ["commit"] = new("commit", limits.Commit),
        ["cleanup"] = new("cleanup", limits.Cleanup),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All stages, in order of travel.</summary>
    public ImmutableArray<StageFigures> Look() => [.. Names.Select(name => _stages[name].Look())];

    public void Queued(StageInfo stage) => _stages[stage.Name].Queue();

    public void Entered(StageInfo stage) => _stages[stage.Name].Enter();

    public void Worked(StageInfo stage, TimeSpan busy, TimeSpan blocked) => _stages[stage.Name].Work(busy, blocked);

    public void Left(StageInfo stage, TimeSpan busy, TimeSpan blocked, Verdict verdict) => _stages[stage.Name].Leave(verdict);

    private sealed class Gauge(string name, StageLimits limits)
    {
        private readonly long[] _left = new long[Outcomes.Length];
        private long _queued;
        private long _entered;
        private long _busy;
        private long _blocked;

        public void Queue() => Interlocked.Increment(ref _queued);

        public void Enter() => Interlocked.Increment(ref _entered);

        public void Leave(Verdict verdict) => Interlocked.Increment(ref _left[(int)verdict]);

        public void Work(TimeSpan busy, TimeSpan blocked)
        {
            Interlocked.Add(ref _busy, busy.Ticks);
            Interlocked.Add(ref _blocked, blocked.Ticks);
        }

        // Read against the order of travel, so that nothing seems to leave before it came. Whoever waits for room is still with the stage before.
        public StageFigures Look()
        {
            ImmutableArray<long> left = [.. Enumerable.Range(0, _left.Length).Select(i => Interlocked.Read(ref _left[i]))];
            var entered = Interlocked.Read(ref _entered);
            return new(name, limits.Workers, left.Sum(), entered - left.Sum(), new TimeSpan(Interlocked.Read(ref _busy)), new TimeSpan(Interlocked.Read(ref _blocked)))
            {
                Left = left,
                Capacity = limits.Inbox,
                Queued = Math.Min(Interlocked.Read(ref _queued) - entered, limits.Inbox),
            };
        }
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
    /// <summary>Items by what became of them, in the order of <see cref="RoadWatch.Outcomes"/>.</summary>
    public ImmutableArray<long> Left { get; init; } = [];

    /// <summary>Items that may wait before it.</summary>
    public int Capacity { get; init; }

    /// <summary>Items that wait before it.</summary>
    public long Queued { get; init; }

    /// <summary>The part of its workers' time that was work, 0 to 1, over the stretch <paramref name="elapsed"/>.</summary>
    public double Utilisation(TimeSpan elapsed) => elapsed > TimeSpan.Zero ? Math.Min(1, Busy / (elapsed * Workers)) : 0;
}
