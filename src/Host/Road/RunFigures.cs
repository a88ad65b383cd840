using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Everything that is counted of one run of the road, for those who show it. Safe to read from before its beginning until after its end.</summary>
internal sealed class RunFigures
{
    /// <param name="limits">Of the stages.</param>
    /// <param name="time">Measures the run, from now on.</param>
    public RunFigures(RoadLimits limits, TimeProvider time)
    {
        Watch = new(limits);
        Progress = new(Tally, Watch, time);
    }

    public RoadTally Tally { get; } = new();

    public RoadWatch Watch { get; }

    public RoadProgress Progress { get; }
}
