using NodaTime;
using VizPipeline.Host;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>What the engine tells of one picture on its way, from a frame that is its own to the end; with metrics, and as it is counted in any case.</summary>
internal sealed class ToldPicture
{
    private static readonly TimeSpan Busy = TimeSpan.FromMicroseconds(130), Blocked = TimeSpan.FromMicroseconds(10);

    private readonly RoadLimits _limits = StageDefaults.Road(2);
    private readonly StageInfo[] _stages = [.. RoadWatch.Names.Select((name, index) => new StageInfo(name, index, StageLimits.OneAtATime))];
    private readonly Telemetry _telemetry;
    private readonly IRunObserver _metered;
    private readonly RoadWatch _watch;

    public ToldPicture()
    {
        _telemetry = Telemetry.StartAsync(_limits, at: null, hasOtlp: false, SystemClock.Instance, CancellationToken.None).GetAwaiter().GetResult();
        (_metered, _watch) = (_telemetry.Observer, new RoadWatch(_limits));
    }

    public long WithMetrics()
    {
        _telemetry.ObservePicture(100_000);
        return Tell(_metered);
    }

    public long Counted() => Tell(_watch);

    private long Tell(IRunObserver observer)
    {
        for (var at = 2; at < _stages.Length; at++)
        {
            var stage = _stages[at];
            observer.Queued(stage);
            observer.Entered(stage);
            observer.Emitted(stage, Busy);
            observer.Worked(stage, Busy, Blocked);
            observer.Worked(stage, TimeSpan.Zero, TimeSpan.Zero);
            observer.Left(stage, Busy, Blocked, Verdict.Done);
        }

        return _stages.Length;
    }
}
